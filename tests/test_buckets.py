"""Files in a bucket, against a real server of S3's protocol: everything works as with a folder."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from claims.checks import files_have_a_place, refuse_to_serve
from claims.models import Capture
from claims.services import captures, evidence, storing, sweeping
from tests.people import person

from .bucket import NAME, running_bucket

PDF = b"%PDF-1.4 of the harbour" + bytes(6_000_000)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[Any]:
    with running_bucket(monkeypatch, settings) as client:
        yield client


def keys(bucket: Any) -> list[str]:
    return [row["Key"] for row in bucket.list_objects_v2(Bucket=NAME).get("Contents", [])]


@pytest.mark.django_db
def test_a_bucket_does_what_a_folder_does(bucket: Any, client: Client) -> None:
    """One test, one server: stored once, private, read, looked into, sent, swept, removed."""
    carl = person("carl")
    kept = evidence.add_evidence(by=carl, file=ContentFile(PDF, "Plan ü.pdf"))
    again = evidence.add_evidence(by=carl, file=ContentFile(PDF, "b.pdf"), visibility="named")
    name = kept.file.name
    assert keys(bucket) == [name] == [again.file.name]
    assert (kept.file.size, default_storage.exists(name)) == (len(PDF), True)

    grants = bucket.get_object_acl(Bucket=NAME, Key=name)["Grants"]
    assert [grant["Grantee"]["Type"] for grant in grants] == ["CanonicalUser"]  # its owner alone
    with pytest.raises(ValueError, match="by a view"):
        _ = kept.file.url

    captures.run(uid=str(Capture.objects.get(evidence=kept).uid))
    copy = kept.captures.get()
    assert (copy.media_type, copy.size, copy.body.name) == ("application/pdf", len(PDF), name)

    client.force_login(carl)
    answer = client.get(reverse("evidence-file", args=[kept.uid]))
    assert b"".join(answer) == PDF  # type: ignore[arg-type]
    assert answer["Content-Length"] == str(len(PDF))
    assert "filename*=utf-8''Plan%20%C3%BC.pdf" in answer["Content-Disposition"]

    with pytest.raises(RuntimeError), storing.kept(PDF, b"mine"):
        raise RuntimeError(keys(bucket))
    assert keys(bucket) == [name]

    default_storage.save(f"files/ab/{'ab' * 32}.txt", ContentFile(b"lost"))
    bucket.put_object(Bucket=NAME, Key="files/readme", Body=b"of somebody else")
    assert list(sweeping.sweep()) == []  # written today
    later = timezone.now() + timedelta(days=2)
    assert [found.size for found in sweeping.sweep(now=later)] == [4]
    assert keys(bucket) == sorted([name, "files/readme"])

    bucket.delete_object(Bucket=NAME, Key=name)
    assert client.get(reverse("evidence-file", args=[kept.uid])).status_code == 404


# --- settings -------------------------------------------------------------------------------------


def faults() -> list[str]:
    return [str(message.msg) for message in files_have_a_place()]


def test_half_a_bucket_is_told_in_a_sentence(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert faults() == []
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    settings.FILES_IN, settings.S3_ENDPOINT = "s3", "minio:9000"
    told = " ".join(faults())
    for words in ("FACTCHECK_S3_BUCKET names no bucket", "FACTCHECK_S3_ENDPOINT is no", "only AWS"):
        assert words in told
    with pytest.raises(ImproperlyConfigured, match="names no bucket"):
        refuse_to_serve()
    settings.S3_BUCKET, settings.S3_ENDPOINT = "ours", "https://minio.example:9000"
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "y")
    assert faults() == []
    settings.FILES_IN = "cloud"
    assert faults() == ["FACTCHECK_STORAGE is “cloud”, which is no place for files."]


def test_a_setting_asks_for_the_bucket_and_its_packages_load_with_the_first_file(
    tmp_path: Any,
) -> None:
    code = (
        "import sys, django; django.setup()\n"
        "import claims.views.evidence\n"
        "from django.conf import settings; print(settings.STORAGES['default']['BACKEND'])\n"
        "print({'boto3', 'botocore', 'storages'} & set(sys.modules))"
    )
    environment = {
        "DJANGO_SETTINGS_MODULE": "factcheck.settings",
        "FACTCHECK_DATA_DIR": str(tmp_path),
        "FACTCHECK_STORAGE": "s3",
        "FACTCHECK_S3_BUCKET": "ours",
    }
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True
    )
    assert done.stdout.split("\n")[:2] == ["factcheck.buckets.Bucket", "set()"], done.stderr
