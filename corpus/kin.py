"""Words of the news that one report has where another has another: an army is troops, an accord is a deal.

English alone, and only words that are seldom about anything else; two that share their beginning need no line.
"""

from __future__ import annotations

from functools import cache

_LINES = """
accord agreement deal pact treaty
accuse blame charge allege
act law bill statute legislation
aeroplane aircraft airplane jet plane
agree consent approve endorse
aid assistance help support
aim goal objective purpose
allow permit let authorise authorize
ally partner friend
anger fury outrage
announce declare proclaim unveil
annul cancel revoke rescind scrap
answer reply respond response
appeal call urge plead
army troops military forces soldiers
arrest detain seize custody detention
arrive come reach
ask request seek demand
assail attack assault raid strike
attempt bid effort try
autumn fall
avert avoid prevent stop
back support endorse
ban bar forbid prohibit outlaw
banish deport expel exile oust expulsion
battle fight combat fought
begin start commence launch began
believe think thought
big large huge great major
bomb shell bombard explosive
border frontier boundary
boss chief head leader
boycott shun
breach violate violation infringe break broke
bring brought carry
build construct erect built construction
buy purchase acquire bought acquisition
cabinet government ministers
careful cautious prudent
cash money funds
cease end halt stop
ceasefire truce armistice
chairman chairwoman president head
change alter amend modify
cheap inexpensive
child kid minor
choose select pick chose
citizen national inhabitant resident
city town municipality
claim assert maintain contend
clash confrontation skirmish
close shut closure
coalition alliance bloc
collapse fail failure failed
comment remark statement
company firm business corporation
complete finish conclude
condemn denounce decry
condition requirement term
conference summit meeting gathering
continue go persist keep
cooperate collaborate together cooperation collaboration
cost price expense
country nation
court tribunal judges
crime offence offense
crop harvest
cut reduce lower slash reduction decrease
damage harm hurt
danger peril risk threat endanger threaten
dead killed slain deceased
debate discuss discussion talk
decide resolve determine decision
defence defense protection
defend protect guard safeguard
delay postpone defer
deny dispute refute reject
depend rely dependent reliance
destroy ruin devastate wreck
difficult hard tough
diplomat envoy ambassador
dismiss sack fire remove
doctor physician medic
double twice twofold
dozen twelve
drop fall decline fell
elect vote ballot election poll
enemy foe adversary
enough sufficient adequate
enter entry access
equal same identical
error mistake wrong
evacuate clear leave
evidence proof
execute execution death
expand enlarge extend widen broaden
expect anticipate foresee
expensive costly dear
explain clarify
fear afraid worry concern
fee tuition charge
find discover found locate discovery
firm resolute
fish fishery fishing
flee escape fled
fleet ships vessels
foreign abroad overseas
free liberty freedom
free release liberate freed
friendly amicable
gas fuel
gather assemble
give gave hand
goods products wares
grow increase rise gain growth rose grew
guarantee ensure assure secure
harbour harbor port
hate hostile hostility
hide conceal hid
highway road route
hospital clinic
hostage captive
house home residence
humiliate insult affront degrade humiliation
idea proposal suggestion plan
ill sick
illegal unlawful
impose introduce
independence sovereignty independent sovereign
influence sway
inform notify tell
injure wound hurt
inquiry investigation probe investigate
insist stress emphasise emphasize underline
intend plan mean
interfere meddle interference
invade invasion occupy
investor shareholder
job employment work
join enter accede
journalist reporter correspondent
judge rule verdict
jump leap surge soar
keep retain hold kept
kill slay murder shoot
lack absence shortage
leave quit depart left
lend loan borrow credit
lie falsehood
lift remove raise
limit restrict curb
lorry truck
lose loss lost
lunch dinner
main chief principal
maintain uphold preserve
march demonstration rally
meet met encounter
member affiliate
migrant refugee
mill factory plant
money funding finance
nearly almost
negotiate talk negotiation
neighbour neighbor
nobody none
nuclear atomic
obtain get got
officer official
opponent critic rival
oppose resist against opposition
overthrow topple
parliament legislature assembly lawmakers
pay repay paid
peace peaceful
pipe pipeline
poison contaminate pollute
police policemen
poor needy
power electricity energy
praise laud hail
pressure press
priest bishop clergy
prison jail
problem trouble issue difficulty
profit gain earnings
promise pledge vow
protest demonstrate demonstration
proud pride
punish penalty punishment
quick fast rapid swift
quit resign resignation
raise hike lift increase
ready prepared
rebel insurgent
rebuild restore reconstruct
recall remember
refuse decline rebuff
region area district province
regret sorry apology apologise apologize forgive
relative family kin
remain stay
repair mend fix
replace substitute
report account
rescue save
restart resume
return back
rich wealthy
right entitlement
rocket missile
rule govern
ruler regime leadership
sad grief
safe secure security safety
sanction embargo penalty
school education
sea maritime naval
secret clandestine covert
sell sold sale
send sent dispatch
separate divide split
serious grave severe
ship vessel boat ferry
shot shooting
show demonstrate prove
sign signature ink
situation circumstance
slow sluggish
small little
speak spoke talk
speech address
spend spent
spy espionage intelligence
start beginning
steal theft stole
stop halt
strengthen reinforce boost bolster
strike walkout
student pupil
succeed success
suffer endure
suspend interrupt
take took
task duty job
tax levy duty
teach teacher
tell told say
terror terrorist terrorism
thank grateful gratitude
tourist visitor
trade commerce
transport shipping
treat handle
trust rely confidence
truth true
try attempt
understand comprehend
unite unity unify
vaccine vaccination jab
vehicle car
victim casualty
victory win triumph won
village hamlet
visit trip travel
vote referendum
war conflict hostilities
warn caution
water drinking
weak feeble
weapon arms
welcome greet hail
whole entire complete all
wish want hope
withdraw retreat withdrawal removal withdrew
witness observer monitor
woman female
worker labourer employee
world global
worried concerned anxious
wrong mistaken
year annual
"""


@cache
def groups() -> tuple[tuple[str, ...], ...]:
    """The words that stand for one another, a tuple for each meaning."""
    return tuple(tuple(line.split()) for line in _LINES.strip().splitlines())
