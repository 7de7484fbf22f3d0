"""Who is looking: a name, a role, and the token that this person's forms carry."""

from __future__ import annotations

from dataclasses import dataclass

#: From least to most: look; judge; name users and take back what others judged.
ROLES = ("reader", "reviewer", "admin")


@dataclass(frozen=True, slots=True)
class Viewer:
    """``role`` is one of `ROLES`; ``token`` goes into every form; ``signed_in`` with a password, so can sign out.

    >>> Viewer("Ana", "reviewer").may_review, Viewer("Ana", "reviewer").may_rule
    (True, False)
    """

    name: str = ""
    role: str = "reader"
    token: str = ""
    signed_in: bool = False

    def may(self, role: str) -> bool:
        """Whether this person has the role or a higher one."""
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def may_review(self) -> bool:
        return self.may("reviewer")

    @property
    def may_rule(self) -> bool:
        return self.may("admin")


#: Whoever reads a page that is drawn for nobody in particular, such as a static site.
NOBODY = Viewer()
