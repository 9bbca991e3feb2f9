using System.Globalization;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Calculators.Queues;

internal static class Stability
{
    public static void Check(double load, double servers)
    {
        if (load < servers) return;
        var least = load < 1e15 ? string.Create(CultureInfo.InvariantCulture, $"; it takes at least {(long)Math.Floor(load) + 1} servers") : "";
        throw new NoAnswerException(string.Create(
            CultureInfo.InvariantCulture, $"unstable: the load of {load:G6} erlang is not below the {servers:G6} server{(servers == 1 ? "" : "s")} (utilisation {load / servers:G4}), so the queue grows for ever{least}"));
    }
}
