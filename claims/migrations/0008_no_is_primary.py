"""What was ticked as primary now says so in Evidence.primacy."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("claims", "0007_evidence_record")]
    operations = [migrations.RemoveField(model_name="evidence", name="is_primary")]
