using System.Globalization;

namespace Twin.LoadTests.Reports;

public static class ReportFiles
{
    /// <summary>Writes both forms, named by scenario and time.</summary>
    public static (string Html, string Json) Write(Report report, string folder)
    {
        Directory.CreateDirectory(folder);
        var name = Path.Combine(Path.GetFullPath(folder), string.Create(CultureInfo.InvariantCulture, $"{report.Scenario}-{report.Started:yyyyMMdd-HHmmss}"));
        File.WriteAllText($"{name}.html", HtmlReport.Of(report));
        File.WriteAllText($"{name}.json", JsonReport.Of(report));
        return ($"{name}.html", $"{name}.json");
    }
}
