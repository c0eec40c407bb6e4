-- What a later version could add, for the tests of migrations.
CREATE TABLE later (id INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO later SELECT count(*) FROM entry;
