using System.Net;
using System.Net.Sockets;

namespace Twin.Servers;

/// <summary>A loopback port that was free a moment ago, for programs that cannot take port 0.</summary>
public static class FreePort
{
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
