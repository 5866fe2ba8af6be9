static const char *resolver_error(int error)
{
    static char number[24];
    switch (error) {
#define NAME(error) case error: return #error;
    NAME(EAI_AGAIN) NAME(EAI_BADFLAGS) NAME(EAI_FAIL) NAME(EAI_FAMILY) NAME(EAI_MEMORY) NAME(EAI_NONAME)
    NAME(EAI_OVERFLOW) NAME(EAI_SERVICE) NAME(EAI_SOCKTYPE)
#ifdef EAI_NODATA
    NAME(EAI_ADDRFAMILY) NAME(EAI_NODATA)
#endif
#undef NAME
    case EAI_SYSTEM: return error_name(errno);
    }
    snprintf(number, sizeof number, "error %d", error);
    return number;
}
