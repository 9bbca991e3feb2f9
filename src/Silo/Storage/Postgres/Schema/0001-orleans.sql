-- Grain state and cluster membership, in the shapes that the Orleans ADO.NET providers expect.
CREATE TABLE OrleansQuery (
  QueryKey  varchar(64) NOT NULL PRIMARY KEY,
  QueryText text        NOT NULL
);

CREATE TABLE OrleansStorage (
  GrainIdHash            integer      NOT NULL,
  GrainIdN0              bigint       NOT NULL,
  GrainIdN1              bigint       NOT NULL,
  GrainTypeHash          integer      NOT NULL,
  GrainTypeString        varchar(512) NOT NULL,
  GrainIdExtensionString varchar(512),
  ServiceId              varchar(150) NOT NULL,
  PayloadBinary          bytea,
  ModifiedOn             timestamptz  NOT NULL,
  Version                integer      NOT NULL
) WITH (fillfactor = 80);

-- What the stock scripts lack: without it two first writers of one grain leave two rows, which can never be read again.
CREATE UNIQUE INDEX OrleansStorageKey
  ON OrleansStorage (GrainIdHash, GrainTypeHash, GrainIdN0, GrainIdN1, GrainTypeString, coalesce(GrainIdExtensionString, ''), ServiceId);

CREATE TABLE OrleansMembershipVersionTable (
  DeploymentId varchar(150) NOT NULL PRIMARY KEY,
  Timestamp    timestamptz  NOT NULL DEFAULT now(),
  Version      integer      NOT NULL DEFAULT 0
);

CREATE TABLE OrleansMembershipTable (
  DeploymentId varchar(150)  NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
  Address      varchar(45)   NOT NULL,
  Port         integer       NOT NULL,
  Generation   integer       NOT NULL,
  SiloName     varchar(150)  NOT NULL,
  HostName     varchar(150)  NOT NULL,
  Status       integer       NOT NULL,
  ProxyPort    integer,
  SuspectTimes varchar(8000),
  StartTime    timestamptz   NOT NULL,
  IAmAliveTime timestamptz   NOT NULL,
  PRIMARY KEY (DeploymentId, Address, Port, Generation)
);
