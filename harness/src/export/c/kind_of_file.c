static const char *kind_of_file(mode_t mode)
{
    return S_ISREG(mode) ? "file" : S_ISDIR(mode) ? "folder" : S_ISLNK(mode) ? "link" : S_ISSOCK(mode) ? "socket" : "other";
}
