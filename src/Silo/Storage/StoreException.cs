using System.Data.Common;

namespace Twin.Silo.Storage;

/// <summary>The store cannot be used; the message is fit for the person who started the process.</summary>
public sealed class StoreException(string message, Exception? inner = null) : DbException(message, inner);
