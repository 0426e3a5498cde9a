"""One engine for the eligibility quiz, the application and the monitoring report: forms, versions, sheets, answers."""
