"""Sentences about an invented county, each different from every other of its document."""

import random

__all__ = ["Prose"]

_PLACES = (
    "Northmarsh", "Thornwick", "Saltby", "Fenbridge", "Great Wending", "Little Wending",
    "Oakley Vale", "Marlow Heath", "Harrowby", "Eastcombe", "Brindle Cross", "Quarrymouth",
)  # fmt: skip
_MONTHS = (
    "January", "February", "March", "April", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_CRIMES = (
    "burglary", "theft from vehicles", "rural theft", "online fraud", "shop theft", "arson",
    "criminal damage", "hare coursing", "fly-tipping", "cycle theft",
)  # fmt: skip
_TEAMS = (
    "the rural crime team", "the road safety unit", "the victim care service",
    "the neighbourhood team", "the fraud desk", "the early help partnership",
    "the force control room", "the volunteer police cadets",
)  # fmt: skip
_PATTERNS = (
    "In {place} the number of reports of {crime} fell by {n} between {month} and the end of the year.",
    "The Commissioner will pay for {n} more hours of evening patrol in {place} before {month}.",
    "Residents of {place} told us that {crime} worries them more than anything else on their street.",
    "By {month} {team} had visited {n} homes and businesses in and around {place}.",
    "A grant of £{n},000 helped {place} Town Council to light the paths beside the river.",
    "Each victim of {crime} in {place} is offered a call back within {few} working days.",
    "Of the {n} people who answered the survey in {place}, most had not met their local officer.",
    "We have asked {team} to report to the Panel on {crime} every {few} months, starting in {place}.",
    "Volunteers in {place} gave {n} hours of their time to {team} last year.",
    "The new base in {place} brings {team} and the fire service under one roof for the first time.",
    "{place} has seen {n} offences of {crime} this year, which is fewer than the county expected.",
    "Officers in {place} stopped {n} vehicles in {month} and took {few} of them off the road.",
    "Schools in {place} have asked for {few} more visits a term, and {team} will provide them.",
    "For every £{few} that the county spends on {crime}, {place} has found a further £1 itself.",
    "The court in {place} will hear cases of {crime} on {few} more days a month from {month}.",
    "Working with farmers near {place}, {team} marked {n} items of machinery that are often stolen.",
    "We will publish what {team} does about {crime} in {place} at least every {few} weeks.",
    "A drop-in session in {place} library drew {n} visitors in {month}, many of them for the first time.",
    "Repeat callers in {place} now speak to one named person, which has saved {team} {n} hours.",
    "The panel of residents in {place} read {n} records of stop and search and questioned {few} of them.",
    "Signs on the road from {place} to the coast warn drivers of {crime} and were paid for by {n} households.",
    "Before {month}, {team} will have trained {n} shop workers in {place} to record {crime} well.",
    "Nobody in {place} should have to wait more than {n} minutes for a call about {crime} to be answered.",
    "The parish of {place} lent its hall to {team} on {few} evenings, without charge.",
)  # fmt: skip


class Prose:
    """Makes sentences; the same seed gives the same ones."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._made: set[str] = set()

    def sentence(self) -> str:
        """Return a sentence that was not returned before."""
        while True:
            made = self._random.choice(_PATTERNS).format(
                place=self._random.choice(_PLACES),
                crime=self._random.choice(_CRIMES),
                team=self._random.choice(_TEAMS),
                month=self._random.choice(_MONTHS),
                n=self._random.randint(11, 989),
                few=self._random.randint(2, 9),
            )
            if made not in self._made:
                self._made.add(made)
                return made

    def paragraph(self, sentences: int = 4) -> list[str]:
        """Return new sentences that can stand together."""
        return [self.sentence() for _ in range(sentences)]
