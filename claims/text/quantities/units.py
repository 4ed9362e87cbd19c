"""Units and what they are worth in the base unit of their kind."""

_UNITS: dict[str, dict[float, str]] = {
    "m": {
        1e-3: "mm millimetre millimetres millimeter millimeters",
        1e-2: "cm centimetre centimetres centimeter centimeters",
        1.0: "m metre metres meter meters",
        1e3: "km kilometre kilometres kilometer kilometers",
        1609.344: "mile miles",
        1852.0: "nautical",  # "nautical miles"
        0.9144: "yard yards",
        0.3048: "foot feet ft",
        0.0254: "inch inches",
    },
    "kg": {
        1e-3: "g gram grams",
        1.0: "kg kilogram kilograms kilo kilos",
        1e3: "tonne tonnes ton tons",
        0.45359237: "pound pounds lb lbs",
        0.028349523125: "ounce ounces oz",
    },
    "m2": {
        1.0: "sqm",
        1e6: "sqkm",
        1e4: "hectare hectares ha",
        4046.8564224: "acre acres",
        0.09290304: "sqft",
        2589988.110336: "sqmile",
    },
    "l": {
        1.0: "litre litres liter liters",
        3.785411784: "gallon gallons",
        158.987294928: "barrel barrels",
        1e3: "cbm",
    },
    "km/h": {1.0: "km/h kph kmh", 1.609344: "mph", 1.852: "knot knots"},
    "s": {
        1.0: "second seconds",
        60.0: "minute minutes",
        3600.0: "hour hours",
        86400.0: "day days",
        604800.0: "week weeks",
        2629800.0: "month months",
        31557600.0: "year years",
        315576000.0: "decade decades",
    },
    "W": {1e3: "kw kilowatt kilowatts", 1e6: "mw megawatt megawatts", 1e9: "gw gigawatt gigawatts"},
}
UNITS = {
    word: (base, factor)
    for base, factors in _UNITS.items()
    for factor, words in factors.items()
    for word in words.split()
}
SQUARE = {"m": "sqm", "km": "sqkm", "foot": "sqft", "mile": "sqmile"}  # "square kilometres"
_SINGULAR = {
    "metre": "m", "metres": "m", "meter": "m", "meters": "m", "kilometre": "km",
    "kilometres": "km", "kilometer": "km", "kilometers": "km", "feet": "foot", "foot": "foot",
    "mile": "mile", "miles": "mile", "km": "km", "m": "m",
}  # fmt: skip
SYMBOLS = {"$": "USD", "£": "GBP", "€": "EUR", "¥": "JPY"}
CURRENCIES = {
    "dollar": "USD", "dollars": "USD", "usd": "USD", "euro": "EUR", "euros": "EUR", "eur": "EUR",
    "gbp": "GBP", "yen": "JPY", "jpy": "JPY", "franc": "franc", "francs": "franc",
    "crown": "crown", "crowns": "crown", "kronor": "crown", "kroner": "crown", "rubles": "RUB",
    "roubles": "RUB", "ruble": "RUB", "rouble": "RUB", "rupees": "INR", "yuan": "CNY",
    "chf": "CHF", "aud": "AUD", "cad": "CAD",
}  # fmt: skip


def unit_of(word: str, after: str = "") -> tuple[str, float] | None:
    """Base unit and factor of a unit word; ``after``: the next word, for "square miles"."""
    low, following = word.lower(), after.lower()
    if low in {"square", "sq", "cubic"}:
        one = _SINGULAR.get(following, "")
        return UNITS.get("cbm" if low == "cubic" and one == "m" else SQUARE.get(one, ""))
    if low == "kilometres" and following == "an":
        return UNITS["km/h"]
    return UNITS.get(low)
