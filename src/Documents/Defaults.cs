namespace Twin.Documents;

/// <summary>The documents Twin starts with, as texts an operator can read, copy and replace.</summary>
public static class Defaults
{
    public static string RuleBookYaml { get; } = Read("rulebook.yaml");

    /// <summary>Says what <see cref="Domain.Calendars.TradingCalendar.Standard"/> does.</summary>
    public static string StandardCalendarYaml { get; } = Read("calendar-standard.yaml");

    /// <summary>Says what <see cref="Domain.Escalation.EscalationPolicy.Default"/> says.</summary>
    public static string PolicyDefaultYaml { get; } = Read("policy-default.yaml");

    private static string Read(string name)
    {
        using var stream = typeof(Defaults).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The resource {name} is not embedded.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
