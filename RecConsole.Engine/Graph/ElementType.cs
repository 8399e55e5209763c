namespace RecConsole.Engine.Graph;

/// <summary>Element types of tensors that we build with. The numbers are the ONNX format's own.</summary>
public enum ElementType
{
    Float32 = 1,
    UInt8 = 2,
    Int8 = 3,
    Int32 = 6,
    Int64 = 7,
    Bool = 9,
    Float16 = 10,
    Float64 = 11,
}
