"""Screen: the people of the company: who has which rights, who was asked in; and the group, for its administrators."""

from __future__ import annotations

from django.urls import path
from django.utils.translation import gettext_lazy as _

from depesch.portal.addresses import SettingsGroup, SettingsPlace
from depesch.portal.users.group import group, open_in_group
from depesch.portal.users.views import invite_user_again, user, user_new, user_person, user_remove, users, withdraw_user

ADDRESSES = [
    path("settings/users/", users, name="users"),
    path("settings/users/new/", user_new, name="user_new"),
    path("settings/users/<uuid:member_id>/", user, name="user"),
    path("settings/users/<uuid:member_id>/person/", user_person, name="user_person"),
    path("settings/users/<uuid:member_id>/remove/", user_remove, name="user_remove"),
    path("settings/users/invited/<uuid:invitation_id>/again/", invite_user_again, name="invite_user_again"),
    path("settings/users/invited/<uuid:invitation_id>/withdraw/", withdraw_user, name="withdraw_user"),
    path("settings/group/", group, name="group"),
    path("settings/group/open/", open_in_group, name="open_in_group"),
]
SETTINGS = (
    SettingsPlace(
        rank=10,
        address="users",
        label=_("Users"),
        group=SettingsGroup.PEOPLE,
        says=_("Who gets in, and what each of them may do"),
        also=("user_new", "user", "user_person", "user_remove", "group"),
    ),
)
