static const char *kind_of_file(mode_t mode)
{
    if (S_ISREG(mode))
        return "file";
    if (S_ISDIR(mode))
        return "folder";
    if (S_ISLNK(mode))
        return "link";
    return S_ISSOCK(mode) ? "socket" : "other";
}
