-- Grain state, in the shape the Orleans ADO.NET provider expects, with the unique index its stock scripts lack: without it two
-- first writers of one grain leave two rows, which can never be read again.
CREATE TABLE OrleansQuery (
  QueryKey  TEXT NOT NULL PRIMARY KEY,
  QueryText TEXT NOT NULL
);

CREATE TABLE OrleansStorage (
  GrainTypeString        TEXT    NOT NULL,
  GrainIdExtensionString TEXT    NOT NULL,
  GrainIdN0              INTEGER NOT NULL,
  GrainIdN1              INTEGER NOT NULL,
  ServiceId              TEXT    NOT NULL,
  Version                INTEGER NOT NULL,
  ModifiedOn             TEXT    NOT NULL,
  PayloadBinary          BLOB
);

CREATE UNIQUE INDEX OrleansStorageKey
  ON OrleansStorage (GrainIdExtensionString, GrainTypeString, GrainIdN0, GrainIdN1, ServiceId);
