using CsCheck;
using Twin.Domain.Devices;
using Twin.Domain.Rules;

namespace Twin.Domain.Tests.Devices;

/// <summary>States kept only where they differ, against one for every rule.</summary>
public class RuleStatesTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(130)]
    public void What_is_written_of_a_rule_is_read_of_that_rule_and_no_other(int rules) =>
        Gen.Select(Gen.Int[0, Math.Max(0, rules - 1)], Gen.Long[1, 1_000_000]).Array[0, rules == 0 ? 0 : 100].Sample(writes =>
        {
            var states = new RuleStates(rules);
            var plain = new RuleState[rules];
            Array.Fill(plain, new());
            foreach (var (rule, since) in writes)
            {
                ref var state = ref states.Keep(rule);
                (state.Phase, state.PhaseSince) = (RulePhase.Raised, since);
                (plain[rule].Phase, plain[rule].PhaseSince) = (RulePhase.Raised, since);
            }
            for (var rule = 0; rule < rules; rule++)
                Assert.Equal((plain[rule].Phase, plain[rule].PhaseSince, plain[rule].Due), (states[rule].Phase, states[rule].PhaseSince, states[rule].Due));
        }, iter: 50);

    [Theory]
    [InlineData(64)]
    [InlineData(65)]
    public void Walking_what_is_kept_misses_nothing_that_was_written_and_goes_in_order(int rules)
    {
        var states = new RuleStates(rules);
        foreach (var rule in new[] { 63, 0, 31 }) states.Keep(rule).PhaseSince = rule + 1;
        var walked = new List<int>();
        for (var i = states.Next(-1); i >= 0; i = states.Next(i))
            if (states[i].PhaseSince != 0) walked.Add(i);
        Assert.Equal([0, 31, 63], walked);
    }
}
