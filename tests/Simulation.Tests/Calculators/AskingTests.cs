using System.Globalization;
using System.Text.Json.Nodes;
using CsCheck;
using Twin.Simulation.Calculators;
using Twin.Simulation.Calculators.Asking;

namespace Twin.Simulation.Tests.Calculators;

public sealed class AskingTests
{
    private const string Units = "mu: 1\nunits: 2\natoms: [{rate: 1, prefer: [1, 2]}]";

    public static TheoryData<string> Names => [.. Registry.All.Select(c => c.Name)];

    [Fact]
    public void The_calculators_of_the_contract_are_there()
    {
        string[] promised =
        [
            "erlang-b", "erlang-b-inverse", "erlang-b-size", "erlang-c", "erlang-c-size", "erlang-a", "mmck", "mg1", "priority", "machine-repairman", "infinite-server", "spares-palm", "spares-size",
            "availability", "hypercube", "appointments", "service-day", "student-t", "confidence",
        ];
        Assert.Empty(promised.Except(Registry.All.Select(c => c.Name)));
        Assert.Equal(Registry.All.Count, Registry.All.Select(c => c.Name).Distinct().Count());
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_answers_its_own_example_with_the_results_it_promises(string name)
    {
        var calculator = Registry.Find(name)!;
        var answer = Asked.Answer($"{name} {calculator.Example}", ("units.yaml", Units));
        Assert.Equal(["name", "inputs", "results", "formula", "source"], answer.AsObject().Select(member => member.Key));
        Assert.Equal(name, answer["name"]!.GetValue<string>());
        Assert.Empty(answer["results"]!.AsObject().Select(r => r.Key).Except(calculator.Results.Select(r => r.Name)));
        Assert.Equal(calculator.Results[0].Name, answer["results"]!.AsObject().First().Key);
        Assert.NotEmpty(answer["formula"]!.GetValue<string>());
        Assert.NotEmpty(answer["source"]!.GetValue<string>());
    }

    [Theory, MemberData(nameof(Names))]
    public void Each_is_explained(string name)
    {
        var (calculator, text) = (Registry.Find(name)!, PlanHelp.Explain(name)!);
        Assert.All(calculator.Arguments.Select(a => a.Name).Concat(calculator.Results.Select(r => r.Name)), word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.Contains($"plan {name} {calculator.Example}", text, StringComparison.Ordinal);
        Assert.Contains(name, PlanHelp.List(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erlang-d a=1", "there is no calculator 'erlang-d'; there are erlang-b, erlang-b-inverse")]
    [InlineData("erlang-b", "erlang-b needs a and c: it takes a c")]
    [InlineData("erlang-b a=1", "erlang-b needs c: it takes a c")]
    [InlineData("erlang-b a=1 c=2 b=3", "erlang-b takes a c, no 'b'")]
    [InlineData("erlang-b a=1 a=2 c=2", "a is given twice")]
    [InlineData("erlang-b a c=2", "arguments are written name=value, not 'a'")]
    [InlineData("erlang-b a=x c=2.5", "a takes a number such as 0.5, 1/30 or 95%, not 'x'; c takes a whole number, not '2.5'")]
    [InlineData("erlang-b a=-1 c=2", "a must be at least 0, not -1")]
    [InlineData("erlang-b a=1/0 c=2", "a takes a number")]
    [InlineData("erlang-b a=NaN c=2", "a takes a number")]
    [InlineData("erlang-b a=1e999 c=2", "a takes a number")]
    [InlineData("erlang-b-inverse c=5 p=1", "p must be above 0 and below 1, not 1")]
    [InlineData("erlang-c lambda=2 mu=1 c=2", "unstable: the load of 2 erlang is not below the 2 servers (utilisation 1), so the queue grows for ever; it takes at least 3 servers")]
    [InlineData("erlang-a lambda=2 mu=1 theta=0 c=1", "unstable")]
    [InlineData("mg1 lambda=1 mean=1 cv2=1", "unstable: the load of 1 erlang is not below the 1 server (")]
    [InlineData("tandem lambda=2 travel=1 mu=1 c=2", "unstable")]
    [InlineData("mm1-run-length lambda=2 mu=1", "unstable")]
    [InlineData("mmck lambda=1 mu=1 c=3 k=2", "k=2 is below c=3")]
    [InlineData("priority lambda=0.5,0.6 mu=1", "unstable: with class 2 the utilisation is 1.1")]
    [InlineData("priority lambda=0.2,0.3 mu=1,2,3", "mu has 3 values for 2 classes")]
    [InlineData("priority lambda=0.2,0.3 mu=1,2 c=2", "with several servers mu must be the same for all classes")]
    [InlineData("priority lambda=0.2,x mu=1", "lambda takes numbers with commas between them such as 1,2,1; 'x' is none")]
    [InlineData("priority lambda=0.2 mu=1 discipline=fair", "discipline takes nonpreemptive or preemptive, not 'fair'")]
    [InlineData("availability", "availability takes mtbf mttr [t] or series or parallel or k n a")]
    [InlineData("availability mtbf=3", "availability needs mttr: it takes mtbf mttr [t] or series or parallel or k n a")]
    [InlineData("availability mtbf=3 series=0.5", "availability takes mtbf mttr [t] or series or parallel or k n a")]
    [InlineData("availability mtbf=3,4 mttr=1", "mtbf has 2 values and mttr 1")]
    [InlineData("availability series=0.5,1.5", "series must be from 0 to 1, not 1.5")]
    [InlineData("availability k=4 n=3 a=0.9", "k=4 is above n=3")]
    [InlineData("appointments customers=10 rule=bailey:11 service=1", "rule=bailey:11 books more for the beginning than there are customers (10)")]
    [InlineData("appointments customers=10 rule=welch service=1", "rule takes individual, bailey:K with K from 1 to 10, or block, not 'welch'")]
    [InlineData("machine-repairman-size n=10 lambda=1 mu=1 availability=0.9", "out of reach")]
    [InlineData("infinite-server lambda=1 mean=1 t=1 amplitude=2 period=24", "amplitude must not be above lambda")]
    [InlineData("hypercube file=nowhere.yaml", "file=nowhere.yaml cannot be read: there is no file nowhere.yaml")]
    [InlineData("confidence values=1", "1 numbers: at least 2 are needed")]
    [InlineData("confidence file=bad.csv", "bad.csv(3,3): 'two' is not a number")]
    [InlineData("service-day windows=1 slots=300 perSlot=300 slot=300 service=300 noShow=0.5", "too many slots, windows and customers to be worked out exactly: simulate it")]
    [InlineData("erlang-a lambda=1e9 mu=1 theta=1e-9 c=1", "need more than")]
    public void A_wrong_question_is_told_what_is_wrong(string line, string told) =>
        Assert.Contains(told, Asked.Refused(line, ("bad.csv", "waits\n1\n1,two\n")), StringComparison.Ordinal);

    [Theory]
    [InlineData("ERLANG-B A=1/2*3 C=2", "erlang-b a=1.5 c=2")]
    [InlineData("erlang-b a=150% c=2", "erlang-b a=1.5 c=2")]
    [InlineData("mmck lambda=5 mu=1 c=4 K=10", "mmck lambda=5 mu=1 c=4 k=10")]
    [InlineData("priority lambda=(0.2,0.3) mu=[1]", "priority lambda=0.2,0.3 mu=1")]
    [InlineData("mg1 lambda=0.5 service=1 cv2=1", "mg1 lambda=0.5 mean=1 cv2=1")]
    [InlineData("confidence file=a.csv", "confidence values=1,2,4.5")]
    [InlineData("confidence file=b.txt", "confidence values=1,2,4.5")]
    public void A_question_may_be_written_in_several_ways(string line, string same) =>
        Assert.Equal(Asked.Results(same).ToJsonString(), Asked.Results(line, ("a.csv", "wait\n1\n2\n4.5\n"), ("b.txt", "# measured\n1, 2;4.5")).ToJsonString());

    [Fact]
    public void Numbers_have_twelve_digits() =>
        Assert.Equal("0.333333333333", Asked.Results("availability series=1/3")["availability"]!.ToJsonString());

    /// <summary>Whatever numbers are given: figures that are numbers, or a word about why not.</summary>
    [Theory, MemberData(nameof(Names))]
    public void No_numbers_make_it_fail_or_answer_nonsense(string name)
    {
        var calculator = Registry.Find(name)!;
        string[] numbers = ["0", "1", "2", "3", "0.5", "1e-9", "7.25", "40", "300", "-1", "1/3", "99.9%", "1e-300", "1e300"];
        Gen.OneOf([.. numbers.Select(Gen.Const)]).Array[calculator.Arguments.Count].Select(Gen.Bool.Array[calculator.Arguments.Count]).Sample((values, left) =>
        {
            var given = calculator.Arguments.Zip(values, left).Where(a => !(a.Third && a.First.Optional)).Select(a => $"{a.First.Name}={Value(a.First, a.Second)}").ToArray();
            var answer = Plan.Ask(name, given, new NoFiles());
            Assert.True(answer.Faults.Count > 0 || answer.Results.Count > 0);
            if (answer.Faults.Count == 0) Assert.DoesNotContain("NaN", JsonNode.Parse(PlanJson.Write(answer))!.ToJsonString(), StringComparison.Ordinal);
            Assert.All(answer.Results, r => Assert.All(r.Value as double[] ?? [Convert.ToDouble(r.Value is Array ? 0 : r.Value, CultureInfo.InvariantCulture)], n => Assert.True(double.IsFinite(n))));
        }, iter: 150);

        static string Value(Argument argument, string number) =>
            argument.Words.Count > 0 ? argument.Words[0] : argument.Kind switch { ArgumentKind.Vector => $"{number},1", ArgumentKind.Text => "individual", _ => number };
    }

    private sealed class NoFiles : IPlanFiles
    {
        public string Text(string path) => throw new FileNotFoundException(path);
        public Domain.Documents.DocNode? Document(string text, string path, List<Domain.Documents.DocFault> faults) => null;
    }
}
