using Twin.Documents;
using Twin.Domain.Documents;
using Twin.Simulation.Distributions;
using Twin.Simulation.Scenarios;

namespace Twin.Simulation.Tests.Distributions;

public sealed class DistributionReaderTests
{
    [Theory]
    [InlineData("exponential: 5", "service.exponential: expected a duration such as 90s, 1.25m, 2h, 30d, 1y or 1h30m, found the number 5")]
    [InlineData("exponentail: 5m", "service.exponentail: no distribution 'exponentail'; known are fixed, exponential, uniform, lognormal, weibull, gamma, erlang, mixture, empirical")]
    [InlineData("lognormal: {mean: 5m}", "service.lognormal.cv: 'cv' is missing")]
    [InlineData("lognormal: {mean: 5m, cv: 0}", "service.lognormal.cv: 'cv' must be above 0")]
    [InlineData("lognormal: {mean: 5m, cv: 1, sd: 3}", "service.lognormal.sd: unknown field 'sd'; known here are mean, cv")]
    [InlineData("uniform: {from: 9m, to: 5m}", "service.uniform.to: 'to' is not before 'from'")]
    [InlineData("mixture: [{p: 0.5, fixed: 1m}, {p: 0.4, fixed: 2m}]", "service.mixture: the p of a mixture add up to 1, not to 0.9")]
    [InlineData("mixture: [{p: 50%, fixed: 1m}, {p: 0.5, fxed: 2m}]", "service.mixture[1].fxed: no distribution 'fxed'; known are fixed, exponential, uniform, lognormal, weibull, gamma, erlang, mixture, empirical")]
    [InlineData("weibull: {mean: 1m, scale: 1m, shape: 1}", "service.weibull.mean: either 'mean' or 'scale'")]
    [InlineData("empirical: repairs.csv", "service.empirical: 'repairs.csv': files can only be named in a scenario that is run from a file; write the values out")]
    [InlineData("empirical: []", "service.empirical: no observation")]
    [InlineData("fixed: 1m, exponential: 1m", "service: one distribution, found 2 fields; known are fixed, exponential, uniform, lognormal, weibull, gamma, erlang, mixture, empirical")]
    public void A_fault_says_where_and_what_is_allowed(string text, string expected)
    {
        Assert.Null(Written.Read(text, out var faults));
        Assert.Equal(expected, string.Join(" | ", faults.Select(f => $"{f.Path}: {f.Message}")));
        Assert.All(faults, f => Assert.Equal(1, f.Line));
    }

    [Theory]
    [InlineData("5m", 300, 0)]
    [InlineData("2/h", 1800, 1)]
    public void A_duration_alone_is_fixed_and_a_rate_alone_is_exponential(string text, double mean, double cv2)
    {
        var faults = new List<DocFault>();
        var reader = DocReader.Open(DocumentText.Parse($"service: {text}", DocumentFormat.Yaml, faults)!, "", faults)!;
        var distribution = new DistributionReader(ScenarioFiles.None, faults).Read(reader, "service")!;
        Assert.Equal((mean, cv2), (distribution.Mean, distribution.Cv2));
    }

    [Fact]
    public void Observations_come_from_a_file_of_durations_or_seconds_with_or_without_a_heading()
    {
        var files = new Kept(("a.csv", "repair\n90s\n\n30\n1.5m\r\n"), ("b.csv", "1s\nsoon\n"));
        Assert.Equal(70, Written.Distribution("empirical: a.csv", files).Mean, 1e-12);
        Assert.Null(Written.Read("empirical: b.csv", out var faults, files));
        Assert.Equal("b.csv, line 2: 'soon' is no duration; one a line, such as 90s, 1.25m, 2h, 30d, 1y or 1h30m or a number of seconds", Assert.Single(faults).Message);
    }

    private sealed class Kept(params (string Name, string Text)[] files) : ScenarioFiles
    {
        public override string? Text(string name, out string? why)
        {
            why = null;
            return files.First(file => file.Name == name).Text;
        }
    }
}
