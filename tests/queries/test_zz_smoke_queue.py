import pytest
from django.urls import reverse
from tests import factories as f
from tests.people import person
pytestmark = pytest.mark.django_db
def test_smoke(client):
    a = f.article()
    c = f.claim(a, "The repair cost 3.1 million crowns")
    f.support(c)
    s = f.statement(a, "Every one of the 40 mooring posts has been replaced")
    client.force_login(person("rita"))
    from django.test.utils import CaptureQueriesContext
    from django.db import connection
    for q in ["", "?show=statements", "?sort=article", "?sort=worth", "?sort=risk","?sort=newest", "?text=repair", "?state=for_me&due=today&tag=x&source=none&desk=none&article=zz&assignee=me"]:
        with CaptureQueriesContext(connection) as ctx:
            r = client.get(reverse("queue") + q)
        assert r.status_code == 200
        print(q, len(ctx), len(r.content))
    with CaptureQueriesContext(connection) as ctx:
        r = client.get(reverse("queue"))
    for x in ctx.captured_queries: print(x["sql"][:6000], "\n")
