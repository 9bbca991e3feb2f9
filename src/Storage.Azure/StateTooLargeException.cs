using System.Globalization;
using Orleans.Runtime;

namespace Twin.Storage.Azure;

/// <summary>A state is larger than a row can hold, and there are no blobs for it. Nothing is written.</summary>
public sealed class StateTooLargeException : ArgumentOutOfRangeException
{
    public StateTooLargeException()
    {
    }

    public StateTooLargeException(string message) : base(null, message)
    {
    }

    public StateTooLargeException(string message, Exception innerException) : base(message, innerException)
    {
    }

    internal StateTooLargeException(string stateName, GrainId grain, long size, long limit, string unit) : base(null, string.Create(CultureInfo.InvariantCulture,
        $"the state '{stateName}' of {grain} has {size:N0} {unit}, a row of Azure Tables holds {limit:N0}, and no blob storage is configured for what is larger"))
    {
    }
}
