using System.Globalization;
using System.Text;
using Twin.Simulation.Reports;

namespace Twin.Simulation.Replay;

/// <summary>A back-test as rows for a spreadsheet, one for each pair of incidents. Neither places, devices nor rules can hold a comma, except an access node's name.</summary>
public static class BackTestCsv
{
    public static string Write(BackTestResult result)
    {
        var text = new StringBuilder("outcome,place,device,laterBySeconds,ruleNew,ruleOld,severityNew,severityOld,openedNew,openedOld,closedNew,closedOld,pagesNew,pagesOld,firstPageNew,firstPageOld\n");
        foreach (var pair in result.Pairs)
        {
            var (made, old) = (pair.New, pair.Old);
            string[] fields =
            [
                ResultJson.Word(pair.Kind), pair.Either.Place, pair.Either.Device,
                made is null || old is null ? "" : pair.LaterBy.TotalSeconds.ToString(CultureInfo.InvariantCulture),
                made?.Rule ?? "", old?.Rule ?? "", made is null ? "" : ResultJson.Word(made.Severity), old is null ? "" : ResultJson.Word(old.Severity),
                Time(made?.OpenedAt), Time(old?.OpenedAt), Time(made?.ClosedAt), Time(old?.ClosedAt),
                Number(made?.Pages), Number(old?.Pages), Time(made?.FirstPageAt), Time(old?.FirstPageAt),
            ];
            text.AppendJoin(',', fields.Select(Csv.Field)).Append('\n');
        }
        return text.ToString();
    }

    private static string Time(DateTime? at) => at?.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture) ?? "";

    private static string Number(int? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "";
}
