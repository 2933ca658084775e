"""Letters about a company's agents."""

from __future__ import annotations

from depesch.hub.mailing.composing import LetterKind, LetterWords

LETTERS = (
    LetterKind(
        name="agent-silent",
        words={
            "sv": LetterWords(
                subject="Agenten på {machine} hörs inte av",
                paragraphs=(
                    "Hej {name}.",
                    "Agenten på {machine}, som skickar och hämtar åt {company}, har inte hörts av sedan {since}.",
                    "Till dess att den går igen blir det som läggs i dess mappar liggande, och det som kommer in "
                    "väntar hos oss. Inget går förlorat.",
                    "Se efter om datorn är på, om den når internet och om agenten är startad. På datorn visar "
                    "kommandot “depesch connect status” hur den mår.",
                ),
                button="Se agenten",
            ),
            "nb": LetterWords(
                subject="Agenten på {machine} lar ikke høre fra seg",
                paragraphs=(
                    "Hei {name}.",
                    "Agenten på {machine}, som sender og henter for {company}, har ikke latt høre fra seg siden "
                    "{since}.",
                    "Til den går igjen, blir det som legges i mappene liggende, og det som kommer inn, venter hos oss. "
                    "Ingenting går tapt.",
                    "Se etter om maskinen er på, om den når internett, og om agenten er startet. På maskinen viser "
                    "kommandoen “depesch connect status” hvordan det står til.",
                ),
                button="Se agenten",
            ),
            "en": LetterWords(
                subject="The agent on {machine} is silent",
                paragraphs=(
                    "Hello {name},",
                    "The agent on {machine}, which sends and collects for {company}, has not been heard of since "
                    "{since}.",
                    "Until it runs again, what is laid into its folders stays there, and what comes in waits with us. "
                    "Nothing is lost.",
                    "See whether the machine is on, whether it reaches the internet, and whether the agent is started. "
                    "On that machine, “depesch connect status” shows how it is doing.",
                ),
                button="See the agent",
            ),
        },
    ),
    LetterKind(
        name="agent-heard-again",
        words={
            "sv": LetterWords(
                subject="Agenten på {machine} är tillbaka",
                paragraphs=(
                    "Hej {name}.",
                    "Agenten på {machine}, som skickar och hämtar åt {company}, rapporterar igen. Den var tyst från "
                    "{since}. Det som väntade tas nu om hand.",
                ),
                button="Se agenten",
            ),
            "nb": LetterWords(
                subject="Agenten på {machine} er tilbake",
                paragraphs=(
                    "Hei {name}.",
                    "Agenten på {machine}, som sender og henter for {company}, rapporterer igjen. Den var stille fra "
                    "{since}. Det som ventet, blir tatt hånd om nå.",
                ),
                button="Se agenten",
            ),
            "en": LetterWords(
                subject="The agent on {machine} is back",
                paragraphs=(
                    "Hello {name},",
                    "The agent on {machine}, which sends and collects for {company}, reports again. It was silent from "
                    "{since}. What waited is being taken care of now.",
                ),
                button="See the agent",
            ),
        },
    ),
)
