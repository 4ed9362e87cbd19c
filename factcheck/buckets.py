"""Files in an S3 bucket; imported only where FACTCHECK_STORAGE asks for it, as boto3 is slow."""

from typing import Any

from botocore.config import Config
from django.conf import settings
from storages.backends.s3 import S3Storage


class Bucket(S3Storage):  # type: ignore[misc]
    """A private bucket: a view asks who may read and sends the bytes, no link is ever given out.

    The keys come from where boto3 looks for them: the environment, or the machine's own role.
    """

    def get_default_settings(self) -> dict[str, Any]:
        """Return the options of django-storages, ours in place of its settings."""
        options: dict[str, Any] = super().get_default_settings()
        return options | {
            "bucket_name": settings.S3_BUCKET,
            "endpoint_url": settings.S3_ENDPOINT or None,
            "region_name": settings.S3_REGION or None,
            "default_acl": None,  # a bucket is private unless somebody opens it
            "querystring_auth": False,
            "file_overwrite": True,  # names tell the content: the same name is the same file
            "gzip": False,
            "max_memory_size": 8 * 1024 * 1024,  # what is read beyond that goes through a file
            "client_config": Config(
                connect_timeout=5,
                read_timeout=30,
                retries={"total_max_attempts": 3, "mode": "standard"},
                # servers of one's own rarely have a name for each bucket
                s3={"addressing_style": "path"} if settings.S3_ENDPOINT else {},
                # the newer checksums are not spoken by all of them
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        }

    def url(self, name: str, *args: Any, **kwargs: Any) -> str:
        """Raise ValueError: files have no address of their own."""
        raise ValueError("Files are sent by a view that asks who may read them.")
