"""Blocks of which pages are made."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

FEATURES = ["h3", "bold", "italic", "ol", "ul", "link"]


class StepBlock(blocks.StructBlock):
    """One step of several."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.TextBlock(max_length=400, label=_("Text"))


class StepsBlock(blocks.StructBlock):
    """What happens, in order."""

    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    steps = blocks.ListBlock(StepBlock(), min_num=2, max_num=6, label=_("Steps"))

    class Meta:
        template = "cms/blocks/steps.html"
        icon = "list-ol"
        label = _("Steps")


class QuestionBlock(blocks.StructBlock):
    """A question that people ask, and our answer."""

    question = blocks.CharBlock(max_length=160, label=_("Question"))
    answer = blocks.RichTextBlock(features=FEATURES, label=_("Answer"))


class QuestionsBlock(blocks.StructBlock):
    """Questions that people ask."""

    heading = blocks.CharBlock(max_length=80, label=_("Heading"))
    questions = blocks.ListBlock(QuestionBlock(), label=_("Questions"))

    class Meta:
        template = "cms/blocks/questions.html"
        icon = "help"
        label = _("Questions and answers")


class NoticeBlock(blocks.StructBlock):
    """Something that nobody should miss."""

    title = blocks.CharBlock(max_length=80, label=_("Title"))
    text = blocks.RichTextBlock(features=["bold", "link"], label=_("Text"))

    class Meta:
        template = "cms/blocks/notice.html"
        icon = "warning"
        label = _("Notice")


class QuoteBlock(blocks.StructBlock):
    """What somebody said."""

    text = blocks.TextBlock(max_length=400, label=_("Words"))
    who = blocks.CharBlock(max_length=120, label=_("Who said it"))

    class Meta:
        template = "cms/blocks/quote.html"
        icon = "openquote"
        label = _("Quote")


class PictureBlock(blocks.StructBlock):
    """A photo or drawing, with words for those who cannot see it."""

    image = ImageChooserBlock(label=_("Picture"))
    words = blocks.CharBlock(max_length=200, label=_("What it shows"), help_text=_("For people who cannot see it."))
    caption = blocks.CharBlock(max_length=200, required=False, label=_("Caption"))

    class Meta:
        template = "cms/blocks/picture.html"
        icon = "image"
        label = _("Picture")


class ButtonBlock(blocks.StructBlock):
    """A link that looks like a button."""

    words = blocks.CharBlock(max_length=60, label=_("Words"))
    page = blocks.PageChooserBlock(label=_("Leads to"))

    class Meta:
        template = "cms/blocks/button.html"
        icon = "link"
        label = _("Button")


class BodyBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(max_length=100, template="cms/blocks/heading.html", icon="title", label=_("Heading"))
    text = blocks.RichTextBlock(features=FEATURES, template="cms/blocks/text.html", icon="pilcrow", label=_("Text"))
    steps = StepsBlock()
    questions = QuestionsBlock()
    notice = NoticeBlock()
    quote = QuoteBlock()
    picture = PictureBlock()
    button = ButtonBlock()
