import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AnswerSheet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(default='en-gb', max_length=10)),
                ('writable', models.CharField(default='all', max_length=4)),
                ('open_keys', models.JSONField(blank=True, default=list)),
                ('look_again', models.JSONField(blank=True, default=list)),
                ('to_confirm', models.JSONField(blank=True, default=list)),
                ('facts', models.JSONField(blank=True, default=dict)),
                ('created_at', models.DateTimeField()),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Answer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('value', models.JSONField(null=True)),
                ('revision', models.PositiveIntegerField(default=0)),
                ('save_id', models.CharField(blank=True, max_length=36)),
                ('source', models.CharField(choices=[('own', 'Written by the group'), ('helper', 'Written by a helper of the group'), ('paper', 'Sent on paper, typed in for the group'), ('phone', 'Said on the phone, typed in for the group'), ('visit', 'Said face to face, typed in for the group')], default='own', max_length=6)),
                ('taken_from', models.CharField(blank=True, max_length=40)),
                ('saved_at', models.DateTimeField()),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='questions.answersheet')),
            ],
        ),
        migrations.CreateModel(
            name='Questionnaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('purpose', models.CharField(choices=[('quiz', 'Eligibility quiz'), ('application', 'Application form'), ('report', 'Report form')], max_length=12)),
                ('title', models.CharField(max_length=120)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SheetSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('taken_at', models.DateTimeField()),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='snapshots', to='questions.answersheet')),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Version',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('status', models.CharField(choices=[('draft', 'Being written'), ('published', 'Published')], default='draft', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('checks', models.JSONField(blank=True, default=list)),
                ('languages', models.JSONField(blank=True, default=list)),
                ('translated', models.JSONField(blank=True, default=dict)),
                ('unfinished_reason', models.TextField(blank=True)),
                ('published_at', models.DateTimeField(blank=True, null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('questionnaire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='questions.questionnaire')),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('title', models.JSONField(default=dict)),
                ('intro', models.JSONField(blank=True, default=dict)),
                ('position', models.PositiveSmallIntegerField()),
                ('show_if', models.JSONField(blank=True, default=dict)),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sections', to='questions.version')),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Question',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('type', models.CharField(choices=[('short_text', 'One line of text'), ('long_text', 'Longer text with a word limit'), ('number', 'A whole number'), ('money', 'An amount of money'), ('date', 'A date'), ('date_range', 'A start and an end'), ('yes_no', 'Yes or no'), ('choice', 'One choice'), ('choices', 'Several choices'), ('declaration', 'A statement to tick'), ('email', 'An email address'), ('phone', 'A phone number'), ('file', 'Files'), ('budget', 'A budget table'), ('table', 'A table with columns of your own'), ('people', 'People to contact'), ('address', 'An address'), ('organisation', 'An organisation'), ('districts', 'Places from your list'), ('terms', 'Words from a vocabulary'), ('indicators', 'Signs of change and targets'), ('note', 'Words to read, nothing to answer')], max_length=20)),
                ('label', models.JSONField(default=dict)),
                ('help', models.JSONField(blank=True, default=dict)),
                ('why', models.JSONField(blank=True, default=dict)),
                ('meaning', models.CharField(blank=True, choices=[('project_title', 'Title of the project'), ('public_summary', 'Summary that may be published'), ('amount_requested', 'Amount asked for'), ('smallest_amount', 'Smallest amount that would still work'), ('budget', 'Budget'), ('start', 'Start date'), ('end', 'End date'), ('period', 'Start and end dates'), ('districts', 'Places'), ('populations', 'Who it is for'), ('activities', 'Activities'), ('outcomes', 'Outcomes'), ('targets', 'Signs of change and targets'), ('contacts', 'People to contact'), ('group_name', 'Name of the group'), ('legal_form', 'Kind of group'), ('host', 'Who can hold the money'), ('excluded_reviewers', 'People who should not review'), ('safeguarding', 'Keeping people safe'), ('spend', 'Money spent'), ('people_reached', 'Different people who took part'), ('attendances', 'Attendances in total'), ('feel_part', 'People who feel more part of the community'), ('people_asked', 'People who answered that question'), ('photo', 'Photos'), ('photo_consent', 'Whether photos may be published'), ('story', "What happened, in the group's words")], max_length=30)),
                ('is_required', models.BooleanField(default=True)),
                ('position', models.PositiveSmallIntegerField()),
                ('settings', models.JSONField(blank=True, default=dict)),
                ('show_if', models.JSONField(blank=True, default=dict)),
                ('use', models.CharField(blank=True, choices=[('eligibility', 'To see whether you can apply'), ('judging', 'To judge your application'), ('payment', 'To pay you'), ('reporting', 'To show what the money did'), ('contact', 'To keep in touch')], max_length=12)),
                ('readers', models.CharField(choices=[('panel', 'Panel and office'), ('office', 'The office only'), ('finance', 'Officers and finance only')], default='panel', max_length=10)),
                ('section', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questions.section')),
                ('version', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='questions.version')),
            ],
            options={
                'ordering': ['section__position', 'position'],
            },
        ),
        migrations.AddField(
            model_name='answersheet',
            name='version',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='questions.version'),
        ),
        migrations.CreateModel(
            name='AnswerRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('revision', models.PositiveIntegerField()),
                ('value', models.JSONField(null=True)),
                ('source', models.CharField(choices=[('own', 'Written by the group'), ('helper', 'Written by a helper of the group'), ('paper', 'Sent on paper, typed in for the group'), ('phone', 'Said on the phone, typed in for the group'), ('visit', 'Said face to face, typed in for the group')], default='own', max_length=6)),
                ('taken_from', models.CharField(blank=True, max_length=40)),
                ('saved_at', models.DateTimeField()),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='questions.answer')),
                ('saved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('answer', 'revision'), name='answer_revision_once')],
            },
        ),
        migrations.CreateModel(
            name='AnswerFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('taken_from', models.CharField(blank=True, max_length=40)),
                ('added_at', models.DateTimeField()),
                ('removed_at', models.DateTimeField(blank=True, null=True)),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('sheet', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='questions.answersheet')),
            ],
            options={
                'indexes': [models.Index(fields=['sheet', 'key'], name='answer_file_by_key')],
            },
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.UniqueConstraint(fields=('sheet', 'key'), name='answer_key_once'),
        ),
        migrations.AddIndex(
            model_name='questionnaire',
            index=models.Index(fields=['-created_at', '-id'], name='questionnaire_by_date'),
        ),
        migrations.AddIndex(
            model_name='questionnaire',
            index=models.Index(fields=['purpose', '-created_at', '-id'], name='questionnaire_by_purpose'),
        ),
        migrations.AddConstraint(
            model_name='sheetsnapshot',
            constraint=models.UniqueConstraint(fields=('sheet', 'number'), name='snapshot_number_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(fields=('questionnaire', 'number'), name='version_number_once'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'draft')), fields=('questionnaire',), name='version_one_draft'),
        ),
        migrations.AddConstraint(
            model_name='version',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at', None), ('status', 'draft')), models.Q(('published_at__isnull', False), ('status', 'published')), _connector='OR'), name='version_published_at'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='section_key_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(fields=('version', 'key'), name='question_key_once'),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.UniqueConstraint(condition=models.Q(('meaning', ''), _negated=True), fields=('version', 'meaning'), name='question_meaning_once'),
        ),
        migrations.AddConstraint(
            model_name='answersheet',
            constraint=models.CheckConstraint(condition=models.Q(('writable__in', ['all', 'keys', 'none'])), name='sheet_writable'),
        ),
        migrations.CreateModel(
            name='AnswerText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('original', models.CharField(max_length=64)),
                ('kind', models.CharField(choices=[('transcript', 'Written down'), ('translation', 'Translated')], max_length=12)),
                ('language', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('side', models.CharField(choices=[('group', 'by the group'), ('office', 'by the office')], max_length=8)),
                ('is_machine', models.BooleanField(default=False)),
                ('made_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='TextClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('kind', models.CharField(choices=[('transcript', 'Written down'), ('translation', 'Translated')], max_length=12)),
                ('claimed_at', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='answerfile',
            name='is_recording',
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name='answerfile',
            index=models.Index(condition=models.Q(('is_recording', True), ('removed_at', None)), fields=['id'], name='answer_file_recordings'),
        ),
        migrations.AddConstraint(
            model_name='answerfile',
            constraint=models.UniqueConstraint(condition=models.Q(('is_recording', True), ('removed_at', None)), fields=('sheet', 'key'), name='answer_file_one_recording'),
        ),
        migrations.AddField(
            model_name='answertext',
            name='made_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='answertext',
            name='replaces',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='questions.answertext'),
        ),
        migrations.AddField(
            model_name='answertext',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='texts', to='questions.answersheet'),
        ),
        migrations.AddField(
            model_name='textclaim',
            name='claimed_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='textclaim',
            name='sheet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='questions.answersheet'),
        ),
        migrations.AddIndex(
            model_name='answertext',
            index=models.Index(fields=['sheet', 'original'], name='answer_text_by_original'),
        ),
        migrations.AddConstraint(
            model_name='textclaim',
            constraint=models.UniqueConstraint(fields=('sheet', 'key', 'kind'), name='text_claim_once'),
        ),
        migrations.AddIndex(
            model_name='answersheet',
            index=models.Index(fields=['language'], name='sheet_by_language'),
        ),
        migrations.CreateModel(
            name='BankedQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=40)),
                ('type', models.CharField(choices=[('short_text', 'One line of text'), ('long_text', 'Longer text with a word limit'), ('number', 'A whole number'), ('money', 'An amount of money'), ('date', 'A date'), ('date_range', 'A start and an end'), ('yes_no', 'Yes or no'), ('choice', 'One choice'), ('choices', 'Several choices'), ('declaration', 'A statement to tick'), ('email', 'An email address'), ('phone', 'A phone number'), ('file', 'Files'), ('budget', 'A budget table'), ('table', 'A table with columns of your own'), ('people', 'People to contact'), ('address', 'An address'), ('organisation', 'An organisation'), ('districts', 'Places from your list'), ('terms', 'Words from a vocabulary'), ('indicators', 'Signs of change and targets'), ('note', 'Words to read, nothing to answer')], max_length=20)),
                ('label', models.JSONField(default=dict)),
                ('help', models.JSONField(blank=True, default=dict)),
                ('why', models.JSONField(blank=True, default=dict)),
                ('meaning', models.CharField(blank=True, choices=[('project_title', 'Title of the project'), ('public_summary', 'Summary that may be published'), ('amount_requested', 'Amount asked for'), ('smallest_amount', 'Smallest amount that would still work'), ('budget', 'Budget'), ('start', 'Start date'), ('end', 'End date'), ('period', 'Start and end dates'), ('districts', 'Places'), ('populations', 'Who it is for'), ('activities', 'Activities'), ('outcomes', 'Outcomes'), ('targets', 'Signs of change and targets'), ('contacts', 'People to contact'), ('group_name', 'Name of the group'), ('legal_form', 'Kind of group'), ('host', 'Who can hold the money'), ('excluded_reviewers', 'People who should not review'), ('safeguarding', 'Keeping people safe'), ('spend', 'Money spent'), ('people_reached', 'Different people who took part'), ('attendances', 'Attendances in total'), ('feel_part', 'People who feel more part of the community'), ('people_asked', 'People who answered that question'), ('photo', 'Photos'), ('photo_consent', 'Whether photos may be published'), ('story', "What happened, in the group's words")], max_length=30)),
                ('is_required', models.BooleanField(default=True)),
                ('settings', models.JSONField(blank=True, default=dict)),
                ('use', models.CharField(blank=True, choices=[('eligibility', 'To see whether you can apply'), ('judging', 'To judge your application'), ('payment', 'To pay you'), ('reporting', 'To show what the money did'), ('contact', 'To keep in touch')], max_length=12)),
                ('readers', models.CharField(choices=[('panel', 'Panel and office'), ('office', 'The office only'), ('finance', 'Officers and finance only')], default='panel', max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('sort_name', models.CharField(max_length=120, unique=True)),
                ('words', models.TextField()),
                ('kept_at', models.DateTimeField()),
                ('kept_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['sort_name', 'id'], name='banked_by_name'), models.Index(fields=['-kept_at', '-id'], name='banked_by_date')],
            },
        ),
    ]
