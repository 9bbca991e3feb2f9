using Orleans.Runtime;
using Orleans.Storage;
using Twin.Storage.Tests.Stores;

namespace Twin.Storage.Tests;

public sealed class MemoryTests(MemoryStore store) : GrainStorageContract(store), IClassFixture<MemoryStore>
{
    [Fact]
    public async Task A_clear_by_one_who_read_before_the_first_write_is_refused() => Assert.Equal((false, true), await ClearLate());
}

public sealed class SqliteTests(SqliteFile store) : AdoNetContract.Local(store), IClassFixture<SqliteFile>;

public sealed class PostgresTests(PostgresDatabase store) : AdoNetContract.Remote(store), IClassFixture<PostgresDatabase>;

/// <summary>As <c>serve --storage azure</c> writes.</summary>
[Collection(AzureAccount.Collection)]
public sealed class AzureTests(AzureAccount store) : AzureContract(store);

/// <summary>Rows of text.</summary>
[Collection(AzureAccount.Collection)]
public sealed class AzureTextTests(AzureAccount store) : AzureContract(store)
{
    protected override IGrainStorage Storage => Store.Named("text");

    protected override int ContendedGrains => 10;
}

/// <summary>Rows are kept when states are cleared.</summary>
[Collection(AzureAccount.Collection)]
public sealed class AzureKeptRowTests(AzureAccount store) : AzureContract(store)
{
    protected override IGrainStorage Storage => Store.Named("kept");

    protected override int ContendedGrains => 10;
}

/// <summary>The official provider on blobs, as it comes.</summary>
[Collection(AzureAccount.Collection)]
public sealed class AzureBlobTests(AzureAccount store) : GrainStorageContract(store)
{
    protected override IGrainStorage Storage => Store.Named("blobs");

    protected override int ContendedGrains => 20;

    [Fact]
    public async Task By_design_one_who_has_found_nothing_clears_what_is_there_by_then() => Assert.Equal((true, false), await ClearLate());
}
