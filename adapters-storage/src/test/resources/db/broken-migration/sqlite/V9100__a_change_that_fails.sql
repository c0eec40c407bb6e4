-- Its second statement fails, for the tests of migrations.
CREATE TABLE broken (id INTEGER NOT NULL PRIMARY KEY) STRICT;
INSERT INTO no_such_table VALUES (1);
