-- The root of the verifier's keys, sealed, where the vault has got another key since it was made; else nothing.
ALTER TABLE vault ADD COLUMN verifier_root BLOB;
