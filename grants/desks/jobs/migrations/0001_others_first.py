"""Changes nothing: it only says in which order a fresh database is made.

The libraries' two hundred migrations run while our models do not exist yet. Otherwise Django draws up our models, which
all know Person, again after each of them, and a first start takes twice as long.
"""

from django.db import migrations

OURS = (
    "audit files notifications questions bank equality papers funds calls applications checks assessment awards payments outcomes"
).split()


class Migration(migrations.Migration):
    dependencies = [
        ("account", "0009_emailaddress_unique_primary_email"),
        ("mfa", "0003_authenticator_type_uniq"),
        ("wagtail_localize", "0016_rename_page_revision_translationlog_revision"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailembeds", "0009_embed_cache_until"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]
    run_before = [(label, "0001_initial") for label in OURS]
