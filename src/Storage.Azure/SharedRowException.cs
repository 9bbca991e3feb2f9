namespace Twin.Storage.Azure;

/// <summary>Two grains have keys that Azure Tables cannot tell apart, and the row is the other's. Nothing is read or written.</summary>
public sealed class SharedRowException : InvalidOperationException
{
    public SharedRowException()
    {
    }

    public SharedRowException(string message) : base(message)
    {
    }

    public SharedRowException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
