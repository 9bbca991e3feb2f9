namespace Twin.Silo.Storage.Backups;

/// <summary>A backup cannot be used; the message is fit for the person who gave it.</summary>
internal sealed class BackupException(string message, Exception? inner = null) : Exception(message, inner);
