-- The tables of the library (ingest/library.py).
CREATE TABLE service (id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL) STRICT;
CREATE TABLE document (
    id INTEGER PRIMARY KEY, service_id INTEGER NOT NULL REFERENCES service, terms_type TEXT NOT NULL,
    UNIQUE (service_id, terms_type)
) STRICT;
CREATE TABLE source (sha256 TEXT PRIMARY KEY, text BLOB NOT NULL) STRICT;
CREATE TABLE version (
    id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL REFERENCES document, name TEXT NOT NULL,
    effective TEXT NOT NULL, stated TEXT, source_url TEXT NOT NULL, sha256 TEXT NOT NULL REFERENCES source,
    fingerprint TEXT NOT NULL, language TEXT NOT NULL, hidden TEXT NOT NULL, UNIQUE (document_id, name)
) STRICT;
CREATE TABLE recording (
    document_id INTEGER NOT NULL REFERENCES document, recorded TEXT NOT NULL, sha256 TEXT NOT NULL,
    rendering TEXT NOT NULL, source_url TEXT NOT NULL, version_id INTEGER REFERENCES version, aside TEXT NOT NULL,
    PRIMARY KEY (document_id, recorded, sha256, source_url)
) STRICT, WITHOUT ROWID;
CREATE INDEX recording_version ON recording (version_id, recorded);
CREATE TABLE change (
    old INTEGER NOT NULL REFERENCES version, new INTEGER NOT NULL REFERENCES version, summary TEXT NOT NULL,
    PRIMARY KEY (old, new)
) STRICT, WITHOUT ROWID;
CREATE TABLE clause (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, part TEXT NOT NULL, label TEXT NOT NULL,
    title TEXT NOT NULL, path TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE definition (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, term TEXT NOT NULL, clause INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE term_use (
    version_id INTEGER NOT NULL REFERENCES version, clause INTEGER NOT NULL, definition INTEGER NOT NULL,
    PRIMARY KEY (version_id, clause, definition)
) STRICT, WITHOUT ROWID;
CREATE TABLE cross_reference (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, clause INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, target INTEGER, PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE passage_text (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, embedded TEXT NOT NULL, terms TEXT NOT NULL
) STRICT;
CREATE TABLE passage (
    version_id INTEGER NOT NULL REFERENCES version, seq INTEGER NOT NULL, clause INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, key TEXT NOT NULL REFERENCES passage_text (key),
    PRIMARY KEY (version_id, seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX passage_key ON passage (key);
-- Which texts hold a word, over all services; a search inside one document counts its words itself (ingest/keywords.py).
CREATE VIRTUAL TABLE passage_words USING fts5 (terms, content = 'passage_text', content_rowid = 'id', detail = 'none',
    tokenize = "unicode61 remove_diacritics 0 tokenchars ''''");
CREATE VIRTUAL TABLE passage_vocabulary USING fts5vocab (passage_words, 'row');
CREATE TRIGGER passage_words_of AFTER INSERT ON passage_text BEGIN
    INSERT INTO passage_words (rowid, terms) VALUES (new.id, new.terms);
END;
CREATE TABLE sentence_text (key TEXT PRIMARY KEY, embedded TEXT NOT NULL, vector BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE sentence (
    version_id INTEGER NOT NULL REFERENCES version, passage INTEGER NOT NULL, seq INTEGER NOT NULL,
    start INTEGER NOT NULL, end INTEGER NOT NULL, key TEXT NOT NULL REFERENCES sentence_text,
    PRIMARY KEY (version_id, passage, seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE embedding (model TEXT NOT NULL) STRICT;
