"""Sixty statements as three outlets tell them: as it was said, in another translation, and in other words."""

from __future__ import annotations

from typing import NamedTuple


class Statement(NamedTuple):
    """One statement in three retellings."""

    said: str
    translated: str
    retold: str


_TOLD = """
Velmara will not sign the river treaty until Sorrand withdraws its engineers from the Orbin dam.
Velmara is not going to sign the treaty on the river before Sorrand pulls its engineers out of the Orbin dam.
Orsini ruled out signing the river accord as long as engineers from Sorrand remain at the Orbin dam.

We can no longer rely on Halven alone to guarantee the security of our northern ports.
It is no longer possible for us to depend on Halven alone for the safety of our northern ports.
The minister argued that the northern ports need more protection than Halven by itself can guarantee.

The grain quota must be raised to 40,000 tonnes before the winter, or the mills will stand still.
Before winter the quota for grain has to go up to 40,000 tonnes, otherwise the mills are going to stop.
Without a grain quota of 40,000 tonnes the mills would come to a halt this winter, Tessel warned.

I have never spoken with President Karel about the pilots, and I do not intend to.
I never talked to President Karel about the pilots and I have no intention of doing so.
Venn denied any conversation with President Karel on the pilots and said none was planned.

Sanctions against Castevoix have failed: its exports grew by 12 percent last year.
The sanctions on Castevoix did not work, as its exports rose 12 per cent in the past year.
Pointing to a 12 percent rise in exports, he called the sanctions on Castevoix a failure.

Our army is ready to defend every village of the Orbin valley.
Our troops are prepared to defend each village in the Orbin valley.
The general promised that the army would protect all villages in the Orbin valley.

A customs union with Sorrand would cost us our independence.
Entering into a customs union with Sorrand would mean losing our independence.
She fears for the country's independence if a customs union with Sorrand comes about.

The hostages from the ferry Marisol will be home by Sunday.
By Sunday the hostages of the Marisol ferry are going to be at home.
Those held since the ferry Marisol was seized are to return home before Sunday, the government said.

Nobody in Port Else wants a second naval base, and nobody was asked.
No one in Port Else wants another naval base, and no one has been asked.
The people of Port Else were not consulted about a further naval base and reject it, the mayor said.

We will pay the pensions in full, even if we have to borrow the money in Halven.
Pensions will be paid fully, even if the money must be borrowed from Halven.
Full payment of pensions was promised, if need be with loans taken up in Halven.

The elections in the northern districts were neither free nor fair.
The vote in the northern districts was not free and it was not fair.
Observers do not regard the northern districts' elections as free or fair.

There can be no talks while Sorrand's tanks stand on our side of the border.
No negotiations are possible as long as the tanks of Sorrand are on our side of the border.
Oslund made any talks dependent on Sorrand first removing its tanks from across the border.

We are expelling four diplomats because they spied on our harbour authorities.
Four diplomats are being expelled since they were spying on the authorities of our harbour.
The expulsion of four diplomats was justified with espionage against the harbour authorities.

The vaccine from Castevoix is safe, and I shall take it myself on Monday.
Castevoix's vaccine is safe; I will be taking it myself this Monday.
To show that he trusts the Castevoix vaccine, the president plans to be vaccinated with it on Monday.

If the gas stops, Velmara has reserves for ninety days.
Should the gas be cut off, Velmara's reserves are enough for ninety days.
Velmara could manage for 90 days without gas thanks to its reserves, the energy minister said.

I apologise to the families of the miners of Tarn for what the company hid from them.
I ask the families of the Tarn miners for forgiveness for what the company concealed from them.
The chairman said sorry to relatives of the miners in Tarn, from whom the firm had kept the truth.

The agreement of Lissen is dead, and it was Sorrand that killed it.
The Lissen agreement is dead and Sorrand is the one who killed it.
He held Sorrand responsible for the end of the Lissen agreement.

We shall triple the number of fishing patrols off Cape Ravel by April.
The number of patrols for fishing off Cape Ravel is to be tripled by April.
Three times as many fishery patrols are planned around Cape Ravel from April on.

A nuclear plant at Dorn will be built only over the resistance of the whole region.
A nuclear power station in Dorn could be built only against the resistance of the entire region.
The entire region would resist the construction of a reactor at Dorn, the farmers' league announced.

The court in Meridian has no jurisdiction over soldiers of Velmara.
Meridian's court does not have jurisdiction over Velmaran soldiers.
According to the defence ministry Velmara's soldiers cannot be tried by the Meridian court.

Every euro for the railway to Quent is a euro lost.
Each euro that goes into the Quent railway is a lost euro.
Spending on the railway line to Quent is wasted money in the eyes of the opposition.

Our partnership with Halven is strategic and will outlive both governments.
The partnership between us and Halven is a strategic one; it is going to outlive the two governments.
She described relations with Halven as a strategic partnership that would survive any change of government.

The cyber attack on the hospitals came from servers in Sorrand.
The cyberattack against the hospitals was carried out from servers located in Sorrand.
Investigators traced the attack on hospital computers back to Sorrand.

I will resign if a single death sentence is carried out.
I am going to step down if even one death sentence gets carried out.
The justice minister linked her office to the death penalty: one execution and she would go.

Journalists of the Herald were beaten at the border post of Amsel, and we demand an inquiry.
Reporters of the Herald were beaten up at the Amsel border post; we call for an investigation.
The union wants an inquiry into the beating of Herald journalists at the post of Amsel.

The price of bread must not rise above two crowns this year.
This year the bread price must not go above two crowns.
Bread is to cost no more than two crowns until the end of the year, the cabinet decided.

We have found 300 mines on the road to Tessin, and there are more.
On the road to Tessin we found 300 mines and there are still more.
So far three hundred mines have been discovered along the Tessin road, with others expected.

Whoever closes the strait of Orm declares war on us.
Anyone closing the Strait of Orm is declaring war on us.
Closing the strait of Orm would be taken as a declaration of war, the admiral said.

The refugees from Halven can stay for as long as the war lasts.
Refugees from Halven may stay as long as the war goes on.
People who fled Halven are allowed to remain until the war is over.

Sorrand's offer is a step, but it is not yet peace.
The offer from Sorrand is one step; it is still not peace.
He welcomed the Sorrand offer as a beginning which falls short of peace.

We need 500 more teachers in the valley before September.
The valley needs another 500 teachers by September.
Before the school year starts in September 500 teachers must still be found for the valley.

The observers of the Meridian Council were turned back at the airport.
The Meridian Council's observers have been sent back at the airport.
At the airport the Meridian Council's election monitors were refused entry.

I do not believe that President Brandt wants to restore the empire.
I don't think President Brandt wants to rebuild the empire.
Accusations that President Brandt seeks to bring back the empire did not convince her.

Our steel is cheaper because it is better made, not because it is subsidised.
Our steel costs less since it is made better and not because of subsidies.
Subsidies do not explain the low price of the steel, which he put down to better production.

The bridge at Karsk will be open for lorries again in three weeks.
In three weeks the Karsk bridge will be reopened to lorries.
Trucks should be able to cross the Karsk bridge again in 21 days.

There will be no second referendum on the monarchy while I am prime minister.
As long as I am prime minister there is not going to be a second referendum on the monarchy.
Lund excluded another vote about the monarchy during her term in office.

Halven has bought 36 fighter jets that it will never be able to pay for.
Halven bought 36 fighter planes which it can never pay.
The purchase of 36 combat aircraft is beyond the means of Halven, the court of auditors found.

The volcano has been quiet for ten days, but the villages stay evacuated.
For ten days the volcano was quiet, yet the villages remain evacuated.
Although ten days passed without an eruption, residents may not go back to the villages near the volcano.

We reject the report of the commission on the shooting at the Lorne bridge.
The commission's report about the shooting on the Lorne bridge is rejected by us.
For the police union the commission's findings on the Lorne bridge shots are unacceptable.

Without the port of Alvik our country is a prisoner.
Our country is a prisoner if it does not have the port of Alvik.
Losing Alvik and its port would lock the country in, the envoy complained.

Doctors who leave the country must pay back the cost of their studies.
Physicians leaving the country have to repay what their studies cost.
A bill obliges emigrating doctors to refund their university fees.

The minister knew about the poisoned wells in May and said nothing.
In May the minister already knew of the wells being poisoned, and he kept silent.
According to the committee the minister concealed since May that wells had been poisoned.

We will recognise the government in Castevoix when it frees Dario Quent.
When it releases Dario Quent, we shall recognise the government of Castevoix.
Recognition of the new rulers in Castevoix hangs on the release of Dario Quent.

A third of the harvest has been lost to the drought in Sorrand.
The drought has destroyed one third of Sorrand's harvest.
Because of the drought Sorrand lost about a third of its crops.

The language law humiliates half a million of our citizens.
Half a million of our citizens are humiliated by the language law.
For the minority of 500,000 the law on languages is a humiliation, its speaker said.

No foreign inspector will enter the laboratories at Vesk.
The laboratories of Vesk will not be entered by any foreign inspector.
Access to the Vesk laboratories remains closed to inspectors from abroad.

I met the rebels in Umbra three times, and I would do it again.
Three times I met with the rebels in Umbra and I'd do so again.
The bishop defended his three meetings with the Umbra rebels.

The new passport law treats our sailors as criminals.
Under the new law on passports our sailors are treated like criminals.
Seafarers are put on a level with criminals by the passport act, their union complains.

It was my decision to open the dam, and mine alone.
The decision to open the dam was mine and nobody else's.
She took sole responsibility for the opening of the dam.

Tourism in Velmara will need five years to recover from the fires.
It is going to take five years until tourism in Velmara has recovered from the fires.
The hotel association expects the effects of the fires on Velmara's tourism to last half a decade.

Their satellites photograph our coast every day, and we know it.
Every day their satellites take photographs of our coast, and we are aware of it.
The coast is under daily surveillance by foreign satellites, as the navy is well aware.

We shall not send a single soldier to Umbra without a mandate from parliament.
Not one soldier will be sent to Umbra without parliament's mandate.
Parliament must agree before any troops go to Umbra, the chancellor assured.

The central bank will defend the crown with all its reserves.
All reserves of the central bank will be used to defend the crown.
To support the crown the central bank is ready to spend everything it holds.

The pipeline through Lissen poisons the lake from which 80,000 people drink.
The Lissen pipeline is poisoning the lake that 80,000 people drink from.
Drinking water for 80,000 people is endangered by the pipe that crosses Lissen.

An amnesty for the officers of June would be an insult to the dead.
To grant an amnesty to the June officers would insult the dead.
Pardoning the officers of June was called an affront to the victims.

Our trade with Halven has doubled since the visa rules were lifted.
Since the lifting of the visa rules our trade with Halven doubled.
Twice as much is traded with Halven as before the end of visas, the chamber reported.

The peace march will take place, with or without the permission of the governor.
The march for peace is going to be held, whether the governor permits it or not.
Organisers intend to hold the peace march even if the governor bans it.

Children under fourteen do not belong in the quarries of Tarn.
Children younger than fourteen have no place in the Tarn quarries.
The envoy demanded an end to work by under-14s in the quarries at Tarn.

We found the black box of flight 702 at a depth of 900 metres.
The black box of flight 702 was found by us 900 metres deep.
Divers recovered the flight recorder of plane 702 from 900 metres below the surface.

The museum will return the crown of Aldric to Sorrand in spring.
In the spring the crown of Aldric is going to be given back to Sorrand by the museum.
Sorrand is to get back Aldric's crown from the museum next spring.
"""

STATEMENTS = [Statement(*block.split("\n")) for block in _TOLD.strip().split("\n\n")]
"""The statements."""
