-- What the Orleans ADO.NET provider runs. It takes an unchanged (or null) version as "another activation was here before you".
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ReadFromStorageKey', '
  SELECT PayloadBinary, Version
  FROM OrleansStorage
  WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId
');

-- Inserts when the caller knows of no version, updates when it knows the present one, else does nothing and hands its version back.
INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('WriteToStorageKey', '
  INSERT INTO OrleansStorage (GrainTypeString, GrainIdExtensionString, GrainIdN0, GrainIdN1, ServiceId, Version, ModifiedOn, PayloadBinary)
  SELECT @GrainTypeString, coalesce(@GrainIdExtensionString, ''''), @GrainIdN0, @GrainIdN1, @ServiceId, 1, strftime(''%Y-%m-%dT%H:%M:%fZ''), @PayloadBinary
  WHERE @GrainStateVersion IS NULL OR EXISTS (
    SELECT 1 FROM OrleansStorage
    WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
      AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId)
  ON CONFLICT (GrainIdExtensionString, GrainTypeString, GrainIdN0, GrainIdN1, ServiceId) DO UPDATE
  SET Version = Version + 1, ModifiedOn = excluded.ModifiedOn, PayloadBinary = excluded.PayloadBinary
  WHERE Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion;
  SELECT @GrainStateVersion AS NewGrainStateVersion WHERE changes() = 0
');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('ClearStorageKey', '
  UPDATE OrleansStorage
  SET Version = Version + 1, ModifiedOn = strftime(''%Y-%m-%dT%H:%M:%fZ''), PayloadBinary = NULL
  WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId AND Version = @GrainStateVersion
  RETURNING Version AS NewGrainStateVersion;
  SELECT @GrainStateVersion AS NewGrainStateVersion WHERE changes() = 0
');

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES ('DeleteStorageKey', '
  DELETE FROM OrleansStorage
  WHERE GrainIdExtensionString = coalesce(@GrainIdExtensionString, '''') AND GrainTypeString = @GrainTypeString
    AND GrainIdN0 = @GrainIdN0 AND GrainIdN1 = @GrainIdN1 AND ServiceId = @ServiceId AND Version = @GrainStateVersion
  RETURNING Version + 1 AS NewGrainStateVersion;
  SELECT @GrainStateVersion AS NewGrainStateVersion WHERE changes() = 0
');
