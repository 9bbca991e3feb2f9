using Twin.Domain.Network;

namespace Twin.Simulation.Reports;

/// <summary>The divisions that results name.</summary>
internal static class Places
{
    public static Division? Of(string code) => DivisionCode.TryParse(code, out var parsed) ? Divisions.Find(parsed) : null;
}
