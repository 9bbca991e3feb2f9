namespace Twin.Simulation.Tests.Calculators;

/// <summary>Figures printed in books, and figures worked out apart from this code with sixty digits.</summary>
public sealed class LiteratureTests
{
    private const string Larson = """
        queue: infinite
        mu: 1
        units: [1, 2, 3]
        atoms:
          - {rate: 0.50, prefer: [1, 2, 3]}
          - {rate: 0.25, prefer: [1, 3, 2]}
          - {rate: 0.35, prefer: [2, 1, 3]}
          - {rate: 0.40, prefer: [3, 1, 2]}
        """;

    [Theory]
    // Erlang B tables, to the digits printed.
    [InlineData("erlang-b-inverse c=1 p=1%", "a", 0.0101, 1e-2)]
    [InlineData("erlang-b-inverse c=5 p=1%", "a", 1.361, 4e-4)]
    [InlineData("erlang-b-inverse c=10 p=1%", "a", 4.461, 4e-4)]
    [InlineData("erlang-b-inverse c=20 p=1%", "a", 12.03, 4e-4)]
    [InlineData("erlang-b-inverse c=30 p=2%", "a", 21.93, 4e-4)]
    [InlineData("erlang-b-inverse c=100 p=1%", "a", 84.06, 4e-4)]
    [InlineData("erlang-b-size a=84 p=1%", "c", 100, 0)]
    // Gross and Harris: five robots, two repairers.
    [InlineData("machine-repairman n=5 c=2 lambda=1/30 mu=1/3", "down", 0.465, 1e-3)]
    [InlineData("machine-repairman n=5 c=2 lambda=1/30 mu=1/3", "pAllUp", 0.619, 1e-3)]
    // A contact centre's worked example: 360 calls in half an hour of 240 s each, 55 agents; waits of 8.2 s, 84.5 % within 15 s.
    [InlineData("erlang-c lambda=360/1800 mu=1/240 c=55 t=15", "Wq", 8.2, 5e-3)]
    [InlineData("erlang-c lambda=360/1800 mu=1/240 c=55 t=15", "pWaitOver", 0.155, 1e-2)]
    // Larson and Odoni 5.4.4: three cars.
    [InlineData("hypercube file=larson.yaml", "rho[1]", 0.4734, 1e-4)]
    [InlineData("hypercube file=larson.yaml", "rho[2]", 0.4693, 1e-4)]
    // Larson and Odoni 3.7.1: the mean distance in a unit square along streets is 2/3.
    [InlineData("square-distance side=1", "rectilinear", 2.0 / 3, 1e-12)]
    [InlineData("nearest-unit density=1", "rectilinear", 0.6266570686577501, 1e-12)]
    // t tables.
    [InlineData("student-t p=0.975 df=1", "t", 12.706, 1e-4)]
    [InlineData("student-t p=0.995 df=29", "t", 2.756, 2e-4)]
    // Law's ten inventory costs: 1.34 +- 0.24 at 90 %.
    [InlineData("confidence values=1.2,1.5,1.68,1.89,0.95,1.49,1.58,1.55,0.5,1.09 level=90%", "mean", 1.343, 1e-12)]
    [InlineData("confidence values=1.2,1.5,1.68,1.89,0.95,1.49,1.58,1.55,0.5,1.09 level=90%", "halfWidth", 0.24, 2e-2)]
    public void A_printed_figure_is_met(string line, string figure, double printed, double relative) =>
        Close.To(printed, Asked.Figure(line, figure, ("larson.yaml", Larson)), relative, $"plan {line}: {figure}");

    [Theory]
    [InlineData("erlang-b a=10000 c=10000", "pBlock", 0.00793656324880567)]
    [InlineData("erlang-b a=9000 c=10000", "pBlock", 2.09161979441929e-26)]
    [InlineData("erlang-b-inverse c=1 p=0.01", "a", 0.0101010101010101)]
    [InlineData("erlang-b-inverse c=20 p=0.001", "a", 9.4114533373433)]
    [InlineData("erlang-b-inverse c=1000 p=0.01", "a", 971.204060039768)]
    [InlineData("erlang-c lambda=9900 mu=1 c=10000", "pWait", 0.222776928864148)]
    [InlineData("erlang-c lambda=9900 mu=1 c=10000", "Wq", 0.00222776928864148)]
    [InlineData("erlang-a lambda=10 mu=1 theta=0.5 c=10", "pWait", 0.619655230884078)]
    [InlineData("erlang-a lambda=10 mu=1 theta=0.5 c=10", "pAbandon", 0.103913212326308)]
    [InlineData("erlang-a lambda=10500 mu=1 theta=0.5 c=10000", "pWait", 0.999999999998316)]
    [InlineData("erlang-a lambda=10500 mu=1 theta=0.5 c=10000", "Wq", 0.0952380952381015)]
    [InlineData("erlang-a lambda=3 mu=1 theta=2 c=1", "pAbandon", 0.700272889074754)]
    [InlineData("erlang-a lambda=100 mu=4 theta=0.01 c=20", "Wq", 20)]
    [InlineData("mmck lambda=9999 mu=1 c=10000 k=12000", "pBlock", 0.000422109294495329)]
    [InlineData("mmck lambda=9999 mu=1 c=10000 k=12000", "Wq", 0.0904327642235729)]
    [InlineData("mmck lambda=12 mu=1 c=4 k=1000", "Wq", 248.875)]
    [InlineData("mmck lambda=0.5 mu=1 c=1 k=60", "pBlock", 4.33680868994202e-19)]
    [InlineData("machine-repairman n=200000 c=160 lambda=5/10000 mu=2/3", "down", 154.498115160007)]
    [InlineData("machine-repairman n=200000 c=160 lambda=5/10000 mu=2/3", "pAllUp", 6.6457747629748e-66)]
    [InlineData("machine-repairman n=200000 c=149 lambda=5/10000 mu=2/3 spares=100", "down", 1435.89533984089)]
    [InlineData("machine-repairman n=200000 c=149 lambda=5/10000 mu=2/3 spares=100", "pAllUp", 3.96950110960487e-9)]
    [InlineData("machine-repairman n=200000 c=149 lambda=5/10000 mu=2/3 spares=100", "waitMean", 12.9555086314886)]
    [InlineData("machine-repairman n=2000 c=30 lambda=1/50 mu=1 spares=40", "pAllUp", 6.57895623930791e-35)]
    [InlineData("spares-palm demand=18 leadTime=3 stock=73", "fillRate", 0.992082224889147)]
    [InlineData("spares-palm demand=18 leadTime=3 stock=73", "backorders", 0.0177702405148198)]
    [InlineData("spares-palm demand=300 leadTime=3 stock=1000", "backorders", 0.00427930628301071)]
    [InlineData("spares-palm demand=1.5 leadTime=3 stock=20", "backorders", 1.7784595802754e-8)]
    [InlineData("student-t p=0.975 df=1", "t", 12.7062047361747)]
    [InlineData("student-t p=0.975 df=2", "t", 4.30265272974946)]
    [InlineData("student-t p=0.975 df=4", "t", 2.77644510519779)]
    [InlineData("student-t p=0.9995 df=3", "t", 12.9239786366875)]
    [InlineData("student-t p=0.6 df=7", "t", 0.263166861352023)]
    [InlineData("student-t p=0.4 df=7", "t", -0.263166861352023)]
    [InlineData("student-t p=0.975 df=199", "t", 1.97195654425175)]
    [InlineData("student-t p=0.95 df=1000", "t", 1.64637881728546)]
    [InlineData("student-t p=0.51 df=1000000", "t", 0.0250689145298775)]
    [InlineData("student-t p=0.975 df=2.5", "t", 3.57465484200368)]
    public void A_figure_has_its_digits_however_large_the_system(string line, string figure, double exact) =>
        Close.To(exact, Asked.Figure(line, figure), 1e-10, $"plan {line}: {figure}");
}
