using RecConsole.Engine.Graph;

namespace RecConsole.Tests.Graph;

public sealed class DeviceSelectorTests
{
    static readonly string[] GpuBuild = ["CUDAExecutionProvider", "CPUExecutionProvider"];

    [Fact]
    public void Select_Cpu_IsTheCpuWithoutAReason() => Assert.Equal(new DeviceChoice(ComputeDevice.Cpu, null), DeviceSelector.Select(ComputeDevice.Cpu));

    [Fact]
    public void Select_Cuda_RunsThereOrSaysWhyNot()
    {
        var choice = DeviceSelector.Select(ComputeDevice.Cuda);
        if (choice.Device == ComputeDevice.Cuda) Assert.Null(choice.FallbackReason);
        else Assert.Matches("^CUDA cannot be used: .+ The CPU is used instead.$", choice.FallbackReason);
    }

    [Fact]
    public void Select_BuildWithoutCuda_NamesWhatItHas()
    {
        var choice = DeviceSelector.Select(ComputeDevice.Cuda, () => ["CPUExecutionProvider"], _ => true);
        Assert.Equal(ComputeDevice.Cpu, choice.Device);
        Assert.Contains("no CUDA provider, only CPUExecutionProvider", choice.FallbackReason);
    }

    [Fact]
    public void Select_CudaThatWorks_IsChosen() =>
        Assert.Equal(new DeviceChoice(ComputeDevice.Cuda, null), DeviceSelector.Select(ComputeDevice.Cuda, () => GpuBuild, _ => true));

    [Fact]
    public void Select_CudaThatComputesWrongly_FallsBack() =>
        Assert.Contains("wrongly", DeviceSelector.Select(ComputeDevice.Cuda, () => GpuBuild, _ => false).FallbackReason);

    [Fact]
    public void Select_CudaThatCannotStart_FallsBackWithItsWords()
    {
        var choice = DeviceSelector.Select(ComputeDevice.Cuda, () => GpuBuild, _ => throw new InvalidDataException("no driver"));
        Assert.Equal("CUDA cannot be used: no driver. The CPU is used instead.", choice.FallbackReason);
    }
}
