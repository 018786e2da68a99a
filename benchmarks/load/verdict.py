"""How a figure is said: beside what it is measured against, and whether the aim is met."""


def say(what, figure, aim, met):
    """One line a person reads, one verdict."""
    print(f"{'meets ' if met else 'MISSES'}  {what}: {figure}  (aim: {aim})", flush=True)


def at_most(what, value, limit, unit=""):
    say(what, f"{value:.2f}{unit}", f"at most {limit}{unit}", value <= limit)


def at_least(what, value, limit, unit=""):
    say(what, f"{value:.2f}{unit}", f"at least {limit}{unit}", value >= limit)
