"""Letters on paper: they wait for their hour, are packed and handed to the print partner, who answers."""

from depesch.kit.lazily import lazily
from depesch.kit.rounds import Round

ROUNDS = {
    "letters-packed": Round(every_s=30.0, go=lazily("depesch.hub.letters.packing_round:pack_due")),
    "letters-handed-over": Round(every_s=30.0, go=lazily("depesch.hub.letters.handing_over:hand_over_due")),
    "letters-answered": Round(every_s=60.0, go=lazily("depesch.hub.letters.answers:take_answers")),
}
LENDS = {"letters": lazily("depesch.hub.letters.desk:desk_of")}
