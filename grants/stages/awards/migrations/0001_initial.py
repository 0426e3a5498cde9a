import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('applications', '0001_initial'),
        ('assessment', '0001_initial'),
        ('calls', '0001_initial'),
        ('files', '0001_initial'),
        ('funds', '0001_initial'),
        ('people', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Award',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=30, unique=True)),
                ('status', models.CharField(choices=[('offered', 'Offered'), ('accepted', 'Accepted'), ('active', 'Active'), ('suspended', 'Paused'), ('closed', 'Closed'), ('terminated', 'Ended early'), ('refused', 'Turned down by the group'), ('lapsed', 'Offer lapsed'), ('recalled', 'Offer recalled')], default='offered', max_length=12)),
                ('title', models.CharField(max_length=160)),
                ('public_summary', models.TextField(blank=True)),
                ('is_public', models.BooleanField(default=True)),
                ('sort_name', models.CharField(max_length=120)),
                ('amount', models.BigIntegerField()),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('offered_at', models.DateTimeField()),
                ('answer_by', models.DateField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('activated_at', models.DateTimeField(blank=True, null=True)),
                ('closed_at', models.DateTimeField(blank=True, null=True)),
                ('status_since', models.DateTimeField()),
                ('bank_details_held_outside', models.BooleanField(default=False)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='calls.call')),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.decision')),
                ('earmark', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.earmark')),
                ('offered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('payee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('language', models.CharField(max_length=10)),
                ('text', models.TextField()),
                ('digest', models.CharField(max_length=64)),
                ('signatures_needed', models.PositiveSmallIntegerField(default=2)),
                ('made_at', models.DateTimeField()),
                ('completed_at', models.DateTimeField(blank=True, null=True)),
                ('file_claimed_until', models.DateTimeField(blank=True, null=True)),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='awards.award')),
            ],
        ),
        migrations.CreateModel(
            name='AwardShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField()),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='awards.award')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.source')),
            ],
        ),
        migrations.CreateModel(
            name='Condition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('due_on', models.DateField(blank=True, null=True)),
                ('answer', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('returned_reason', models.TextField(blank=True)),
                ('met_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='awards.award')),
                ('evidence', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
                ('met_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.TextField()),
                ('placed_at', models.DateTimeField()),
                ('lifted_at', models.DateTimeField(blank=True, null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='awards.award')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField()),
                ('amount', models.BigIntegerField()),
                ('due_on', models.DateField()),
                ('status', models.CharField(choices=[('planned', 'Planned'), ('released', 'Ready to pay'), ('paid', 'Paid'), ('cancelled', 'Cancelled')], default='planned', max_length=10)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='awards.award')),
                ('released_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['award', 'number'],
            },
        ),
        migrations.CreateModel(
            name='InstalmentShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('amount', models.BigIntegerField()),
                ('instalment', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='awards.instalment')),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='funds.source')),
            ],
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('offer', 'We would like to fund you'), ('reserve', 'You are on the reserve list'), ('decline', 'We could not fund this')], max_length=10)),
                ('language', models.CharField(max_length=10)),
                ('subject', models.CharField(max_length=200)),
                ('text', models.TextField()),
                ('released_at', models.DateTimeField()),
                ('file_claimed_until', models.DateTimeField(blank=True, null=True)),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='applications.application')),
                ('file', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile')),
            ],
        ),
        migrations.CreateModel(
            name='OfferPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField()),
                ('instalments', models.JSONField(default=list)),
                ('conditions', models.JSONField(blank=True, default=list)),
                ('reports', models.JSONField(default=list)),
                ('sources', models.JSONField(default=list)),
                ('saved_at', models.DateTimeField()),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessment.decision')),
                ('saved_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ReportDue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('interim', 'Interim report'), ('final', 'Final report')], max_length=10)),
                ('number', models.PositiveSmallIntegerField()),
                ('due_on', models.DateField()),
                ('accepted_at', models.DateTimeField(blank=True, null=True)),
                ('waived_at', models.DateTimeField(blank=True, null=True)),
                ('waived_reason', models.TextField(blank=True)),
                ('award', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports_due', to='awards.award')),
                ('waived_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['award', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Gate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True)),
                ('instalment', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='gate', to='awards.instalment')),
                ('report_due', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gates', to='awards.reportdue')),
            ],
        ),
        migrations.CreateModel(
            name='Signature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('digest', models.CharField(max_length=64)),
                ('method', models.CharField(choices=[('mailed_code', 'By mailed code'), ('paper', 'On paper'), ('call', 'By recorded call')], max_length=12)),
                ('signed_at', models.DateTimeField()),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='awards.agreement')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='SigningCode',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code_digest', models.CharField(max_length=64)),
                ('made_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries_left', models.PositiveSmallIntegerField(default=5)),
                ('used_at', models.DateTimeField(blank=True, null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signing_codes', to='awards.agreement')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['status', 'sort_name', 'id'], name='award_by_status'),
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['organisation', '-id'], name='award_by_group'),
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['call', 'id'], name='award_by_call'),
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['-accepted_at', '-id'], name='award_newest'),
        ),
        migrations.AddIndex(
            model_name='award',
            index=models.Index(fields=['sort_name', 'id'], name='award_by_sort_name'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='award_amount_positive'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='award_dates_in_order'),
        ),
        migrations.AddConstraint(
            model_name='award',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('closed_by', None)), models.Q(('closed_at__isnull', False), ('closed_by__isnull', False)), _connector='OR'), name='award_closed_by'),
        ),
        migrations.AddConstraint(
            model_name='awardshare',
            constraint=models.UniqueConstraint(fields=('award', 'source'), name='award_share_once'),
        ),
        migrations.AddConstraint(
            model_name='awardshare',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='award_share_positive'),
        ),
        migrations.AddConstraint(
            model_name='condition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('met_at', None), ('met_by', None)), models.Q(('met_at__isnull', False), ('met_by__isnull', False)), _connector='OR'), name='condition_met_by'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_at', None), ('lifted_by', None)), models.Q(('lifted_at__isnull', False), ('lifted_by__isnull', False)), _connector='OR'), name='hold_lifted_by'),
        ),
        migrations.AddIndex(
            model_name='instalment',
            index=models.Index(fields=['status', 'due_on', 'id'], name='instalment_by_due'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(fields=('award', 'number'), name='instalment_number_once'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_positive'),
        ),
        migrations.AddConstraint(
            model_name='instalmentshare',
            constraint=models.UniqueConstraint(fields=('instalment', 'source'), name='instalment_share_once'),
        ),
        migrations.AddConstraint(
            model_name='instalmentshare',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_share_positive'),
        ),
        migrations.AddIndex(
            model_name='reportdue',
            index=models.Index(condition=models.Q(('accepted_at', None), ('waived_at', None)), fields=['due_on', 'id'], name='report_due_by_date'),
        ),
        migrations.AddConstraint(
            model_name='reportdue',
            constraint=models.UniqueConstraint(fields=('award', 'number'), name='report_due_number_once'),
        ),
        migrations.AddConstraint(
            model_name='reportdue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('waived_at', None), ('waived_by', None)), models.Q(('waived_at__isnull', False), ('waived_by__isnull', False)), _connector='OR'), name='report_due_waived_by'),
        ),
        migrations.AddConstraint(
            model_name='signature',
            constraint=models.UniqueConstraint(fields=('agreement', 'person'), name='signature_once'),
        ),
    ]
