"""Where the crowd works: five articles of ten claims, desks of every policy, seven people."""

from claims.enums import ReviewPolicy, Role, Visibility
from claims.models import Article, User
from claims.models.people import ROLE_FIELDS
from tests import factories

ARTICLES, CLAIMS = 5, 10
PEOPLE: dict[str, frozenset[Role]] = {
    "chris": frozenset({Role.CHECKER}),
    "clara": frozenset({Role.CHECKER}),
    "ralph": frozenset({Role.REVIEWER}),
    "renée": frozenset({Role.CHECKER, Role.REVIEWER}),
    "edgar": frozenset({Role.EDITOR}),
    "alice": frozenset({Role.AUTHOR, Role.REVIEWER}),  # writes the first two articles
    "sue": frozenset({Role.ADMIN}),  # a superuser, which counts for nothing
}


def sentence(article: int, number: int) -> str:
    return f"Pier {article} of Port Amsel took {number + 2} million tonnes of grain in 20{number}1."


def text_of(article: int) -> str:
    """Return the text: two claims stand in each of two quotations, the others by themselves."""
    paragraphs = [f"Harbour report {article}"]
    for number in range(0, CLAIMS, 2):
        words = f"{sentence(article, number)} {sentence(article, number + 1)}"
        quoted = number < 4
        paragraphs.append(f"“{words}” Ines Volk said." if quoted else words)
    return "\n\n".join(paragraphs) + "\n"


def build() -> None:
    """Make the people, the articles, their statements and claims (half checked), and evidence."""
    people = {
        name: User.objects.create(
            username=name,
            name=f"{name.title()} Hand",
            is_superuser=name == "sue",
            **{ROLE_FIELDS[role]: True for role in roles},
        )
        for name, roles in PEOPLE.items()
    }
    for number in range(ARTICLES):
        article = factories.article(text=text_of(number), by=people["chris"])
        policy = [*ReviewPolicy, None, ReviewPolicy.EVERY][number]
        desk = factories.desk(str(policy), review_policy=policy) if policy else None
        Article.objects.filter(pk=article.pk).update(desk=desk)
        if number < 2:
            article.authors.add(people["alice"])
        for at in (0, 2):
            words = f"{sentence(number, at)} {sentence(number, at + 1)}"
            factories.statement(article, words, by=people["chris"])
        for at in range(CLAIMS):
            claim = factories.claim(article, sentence(number, at), by=people["chris"])
            if at % 2:
                factories.checked(claim, by=people["chris"])
    for number in range(8):
        factories.web_page(by=people["clara"], url=f"https://example.org/{number}")
    factories.web_page(
        by=people["clara"], url="https://example.org/secret", visibility=Visibility.NAMED
    )
