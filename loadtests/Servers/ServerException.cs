namespace Twin.LoadTests.Servers;

/// <summary>A server could not be started, or did not do what is needed to measure it.</summary>
public sealed class ServerException(string message) : Exception(message);
