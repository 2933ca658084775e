"""Row security on the tables of 0001."""

from django.db import migrations

from depesch.hub.tenancy.row_security import protect


class Migration(migrations.Migration):
    dependencies = [("books", "0001_initial")]

    operations = [
        protect("books_ledgeraccount"),
        protect("books_supplier"),
        protect("books_article"),
        protect("books_articlesupplier"),
        protect("books_coding"),
        protect("books_codingversion"),
        protect("books_codingpart"),
        protect("books_codingmemory"),
    ]
