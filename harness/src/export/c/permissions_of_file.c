static const char *permissions_of_file(mode_t mode)
{
    static char text[10];
    for (int i = 0; i < 9; i++)
        text[i] = mode & 0400 >> i ? "rwxrwxrwx"[i] : '-';
    return text;
}
