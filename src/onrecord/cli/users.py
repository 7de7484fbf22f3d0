"""The verb for users: who may read, review and rule where the pages are served to others."""

from __future__ import annotations

import json
from pathlib import Path

import click

from .group import json_option, main, record_option


@main.group()
def users():
    """Who may read, review and rule when the pages are served to others.

    A reader looks; a reviewer judges too; an admin also names users and undoes what others judged. They are kept in
    RECORD.users beside the record, passwords as argon2id hashes.

    \b
    onrecord users add "Ana Velk" --role reviewer --record iraq.db
    """


role_option = click.option(
    "--role", type=click.Choice(["reader", "reviewer", "admin"]), default="reader", show_default=True
)
password_option = click.option(
    "--password-file", type=click.File("r"), help="A file whose first line is the password; - for standard input."
)


def _users(record_path: Path):
    from ..errors import RecordError
    from ..web.users import Users, users_path

    if not record_path.exists():
        raise RecordError(
            "there is no record", where=str(record_path), do="read articles into it first: onrecord read …"
        )
    return Users(users_path(record_path))


def _password(file) -> str:
    if file is not None:
        return file.readline().rstrip("\r\n")
    return click.prompt("Password", hide_input=True, confirmation_prompt=True)


@users.command("add")
@click.argument("name")
@role_option
@password_option
@record_option
def users_add(name: str, role: str, password_file, record_path: Path):
    """Add a user.

    \b
    onrecord users add "Ana Velk" --role reviewer --record iraq.db
    """
    user = _users(record_path).add(name, role, _password(password_file))
    click.echo(f"{user.name}, {user.role}")


@users.command("change")
@click.argument("name")
@click.option("--role", type=click.Choice(["reader", "reviewer", "admin"]), help="Another role.")
@click.option("--password", "ask", is_flag=True, help="Another password; ends the user's sessions.")
@password_option
@record_option
def users_change(name: str, role: str | None, ask: bool, password_file, record_path: Path):
    """Give a user another role or password.

    \b
    onrecord users change "Ana Velk" --role admin --record iraq.db
    """
    password = _password(password_file) if ask or password_file else None
    if role is None and password is None:
        raise click.UsageError("nothing to change: give --role or --password")
    _users(record_path).change(name, role=role, password=password)
    click.echo(f"{name} is changed")


@users.command("remove")
@click.argument("name")
@record_option
def users_remove(name: str, record_path: Path):
    """Remove a user; what the user judged stays.

    \b
    onrecord users remove "Ana Velk" --record iraq.db
    """
    _users(record_path).remove(name)
    click.echo(f"{name} is removed")


@users.command("list")
@record_option
@json_option
def users_list(record_path: Path, as_json: bool):
    """List the users with their roles.

    \b
    onrecord users list --record iraq.db
    """
    rows = _users(record_path).all()
    if as_json:
        found = [{"name": user.name, "role": user.role, "since": user.since} for user in rows]
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for user in rows:
        click.echo(f"{user.name}, {user.role}, since {user.since[:10]}")
    if not rows:
        click.echo("no users: the pages are served on this machine only")
