namespace RecConsole.Engine.Signals;

/// <summary>Scratch of one refresh: raw live values by item index. Reused; grows, never shrinks.</summary>
sealed class LiveValues
{
    public float[] Demand { get; private set; } = [];
    public float[] DemandRecent { get; private set; } = [];
    public float[] Sales { get; private set; } = [];
    public float[] Served { get; private set; } = [];
    public float[] Clicked { get; private set; } = [];
    public float[] Looked { get; private set; } = [];
    public float[] Bought { get; private set; } = [];

    public void Grow(int count)
    {
        if (count <= Demand.Length) return;
        Demand = new float[count];
        DemandRecent = new float[count];
        Sales = new float[count];
        Served = new float[count];
        Clicked = new float[count];
        Looked = new float[count];
        Bought = new float[count];
    }
}
