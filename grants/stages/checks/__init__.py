"""The look before the judgement: the checklist by which an application is found eligible or not."""
