static off_t size_of_file(int file)
{
    struct stat status;
    fstat(file, &status);
    return status.st_size;
}
