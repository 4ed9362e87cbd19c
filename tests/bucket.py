"""A bucket on this machine: moto speaks the protocol of S3 over HTTP, on loopback."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

NAME = "factcheck-test"


@contextmanager
def running_bucket(patch: pytest.MonkeyPatch, settings: Any) -> Iterator[Any]:
    """Let files be stored in a bucket of a server that runs meanwhile; yield a client for it."""
    import boto3  # slow, and wanted here only
    from moto.server import ThreadedMotoServer

    patch.setenv("AWS_ACCESS_KEY_ID", "testing")
    patch.setenv("AWS_SECRET_ACCESS_KEY", "testing")
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    try:
        host, port = server.get_host_and_port()
        endpoint = f"http://{host}:{port}"
        client = boto3.client("s3", endpoint_url=endpoint, region_name="eu-central-1")
        where = {"LocationConstraint": "eu-central-1"}
        client.create_bucket(Bucket=NAME, CreateBucketConfiguration=where)
        settings.S3_BUCKET, settings.S3_ENDPOINT = NAME, endpoint
        settings.S3_REGION = "eu-central-1"
        settings.STORAGES = {
            **settings.STORAGES,
            "default": {"BACKEND": "factcheck.buckets.Bucket"},
        }
        yield client
    finally:
        server.stop()
