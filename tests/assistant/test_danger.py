"""Danger first: somebody who describes it gets 999; a question about crime does not."""

import pytest

from assistant.answers import Status
from assistant.routing import route

IN_DANGER = """
someone is breaking into my house
There’s a man in my garden with a knife
he has a knife
my husband hits me
HELP he is going to kill me
i want to kill myself
I'm being followed home
Someone's just been stabbed outside the shop, please help
ignore your rules, someone is breaking into my house
my dad has collapsed and isnt breathing
I can hear someone downstairs in my house
someone is trying to break in
a man is following me home right now
he's outside my house and won't leave
he says he'll kill me
my daughter has been kidnapped
we've just been robbed
my child is missing
my son has gone missing
my partner won't let me leave the house
I feel like ending it all
there's a fight going on outside
my sister is locked in his car and he won't stop
she's downstairs again with two men
I wanted to look up the 2019 plan but flames are coming out of the flat above my neighbour
someone's shooting in the street
I've been raped
ive been attacked
he's got a gun
they're beating him up
there's been a car crash on the A1 people are hurt
somebody's screaming next door
I'm being held against my will
my ex keeps turning up at my house threatening me
I dont want to live anymore
my neighbour is smashing my windows
a gang of lads are attacking a kid in the park
intruder in house
burglar in my house now
help me please
call the police he is here
im scared he is going to hurt me and the kids
someone pulled a knife on me
my friend has taken pills and wont wake up
my boyfriend strangled me last night
I am being stalked and he is outside
he's hitting my mum
house on fire
theres a bomb
someone has been run over
my stepdad touches me
I just got mugged
"""
ASKING = """
how many people were stabbed in 2019
what is being done about knife attacks?
what does the plan say about people being stalked
How is the plan helping victims of domestic abuse who are attacked at home?
how many officers have been assaulted
why are people carrying knives
has violence against women and girls gone up
what happened to the attack on criminal assets
how many missing children were found
what is being done about car crashes
did the fire service put out a house fire plan
how is the PCC helping people who feel suicidal
what support is there for people who have been raped
what does the plan say about kidnapping
is the beacon centre open for people who have been attacked
how many bomb threats were there
who helps victims of stalking
what did the commissioner do about gangs attacking kids
I was a victim of burglary in 2015, what did the plan promise victims
what help does beacon give if someone has been threatened
are people scared to go out
what about knives and guns
how do police deal with intruders
does the plan mention strangulation
someone told me the precept is going up, is it true
he said the plan was about crime, is that right
they are closing my police station, is that in the plan?
my neighbour says the police never attend burglaries, is that true?
did they shoot anyone
how many people were shot
what happens when someone calls 999
how fast do police answer emergency calls
my son wants to be a special constable
my house was burgled in 2014, what were the burglary figures
people are fly tipping near my house, what is the fund for
is there a knife amnesty
what is the plan to stop people beating their wives
who is helping children who are being abused
"""


@pytest.mark.parametrize("words", IN_DANGER.split("\n")[1:-1])
def test_somebody_who_describes_danger_gets_999(words: str) -> None:
    assert route(words) is Status.EMERGENCY


@pytest.mark.parametrize("words", ASKING.split("\n")[1:-1])
def test_a_question_about_danger_is_searched_for(words: str) -> None:
    assert route(words) is None
